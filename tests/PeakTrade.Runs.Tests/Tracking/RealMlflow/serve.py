"""Runs MLflow's server until standard input ends: it is gone with the test, whatever becomes of that."""
import os, signal, subprocess, sys, threading

server = subprocess.Popen([sys.executable, "-m", "mlflow", "server", *sys.argv[1:]], stdin=subprocess.DEVNULL, start_new_session=True)


def end_with_test():
    sys.stdin.read()
    os.killpg(server.pid, signal.SIGKILL)


threading.Thread(target=end_with_test, daemon=True).start()
os._exit(server.wait())
