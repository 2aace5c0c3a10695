"""Asks the real MLflow for the tests: a JSON list a line comes in, [what, tracking URI, arguments...], and a JSON object a line goes out."""
import json, os, sys, tempfile, traceback, warnings

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
warnings.simplefilter("ignore")
import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType

clients = {}


def client(uri):
    # MLflow finds files behind a server by the address of the whole process.
    mlflow.set_tracking_uri(uri)
    if uri not in clients:
        clients[uri] = MlflowClient(uri)
    return clients[uri]


def files_of(c, run_id, path=None):
    found = {}
    for item in c.list_artifacts(run_id, path):
        if item.is_dir:
            found.update(files_of(c, run_id, item.path))
        else:
            with tempfile.TemporaryDirectory() as folder:
                with open(c.download_artifacts(run_id, item.path, folder), "rb") as file:
                    data = file.read()
            assert (item.file_size or 0) == len(data), (item.path, item.file_size, len(data))
            found[item.path] = data.decode("utf-8")
    return found


def seen(c, run):
    info, data = run.info, run.data
    return {
        "id": info.run_id, "name": info.run_name, "status": info.status, "start": info.start_time, "end": info.end_time, "stage": info.lifecycle_stage, "experiment": info.experiment_id,
        "params": data.params, "tags": data.tags, "latest": {key: repr(value) for key, value in data.metrics.items()},
    }


def version(uri):
    return mlflow.__version__


def login(uri, user, password):
    os.environ["MLFLOW_TRACKING_USERNAME"], os.environ["MLFLOW_TRACKING_PASSWORD"] = user, password


def experiments(uri):
    return [{"id": e.experiment_id, "name": e.name, "stage": e.lifecycle_stage, "place": e.artifact_location} for e in client(uri).search_experiments(view_type=ViewType.ALL)]


def get(uri, run_id):
    c = client(uri)
    run = c.get_run(run_id)
    history = {key: [[repr(m.value), m.timestamp, m.step] for m in c.get_metric_history(run_id, key)] for key in run.data.metrics}
    return {**seen(c, run), "history": history, "files": files_of(c, run_id)}


def search(uri, experiment, filter="", order=None, deleted=False):
    c = client(uri)
    ids = [e.experiment_id for e in c.search_experiments() if experiment in (None, e.name)]
    return [seen(c, run) for run in c.search_runs(ids, filter, ViewType.DELETED_ONLY if deleted else ViewType.ACTIVE_ONLY, order_by=order)]


def search_until(uri, marker):
    """Searches again and again until a file appears. MLflow's own search throws when what is there cannot be read."""
    count, most = 0, 0
    while not os.path.exists(marker):
        most = max(most, len(search(uri, None)))
        count += 1
    return {"searches": count, "runs": len(search(uri, None)), "most": most}


def log(uri, run_id, key, value, text):
    c = client(uri)
    c.log_param(run_id, key, text)
    c.log_metric(run_id, key, value, step=1)
    c.log_metric(run_id, key, value + 1, step=2)
    c.log_batch(run_id, [Metric("of a batch", value, 5, 0)], [Param("of a batch", text)], [RunTag("of a batch", text)])
    c.set_tag(run_id, key, text)
    c.log_text(run_id, text, f"{key}.txt")


def change(uri, what, *arguments):
    answer = getattr(client(uri), what)(*arguments)
    return answer if isinstance(answer, str) else None


def new_run(uri, experiment_id, name):
    run = client(uri).create_run(experiment_id, run_name=name)
    client(uri).log_metric(run.info.run_id, "score", 0.5)
    client(uri).set_terminated(run.info.run_id)
    return run.info.run_id


def write_like_ours(uri, experiment, tags, file):
    c = client(uri)
    run = c.create_run(c.create_experiment(experiment), 1_700_000_000_000, tags, "colon: 'q' #x").info.run_id
    c.log_batch(
        run,
        [Metric("loss", 0.5, 1700000000001, 0), Metric("loss", 0.25, 1700000000002, 1), Metric("train/acc", 0.9, 1700000000003, 7), Metric("sp ace", 1e-12, 1700000000003, 0),
         Metric("nan", float("nan"), 1700000000004, 0), Metric("ninf", float("-inf"), 1700000000004, 0), Metric("big", 1.2345678901234568e17, 1700000000004, -1)],
        [Param("lr", "0.1"), Param("opt/name", "adam"), Param("empty", ""), Param("lines", "a\nb")],
        [RunTag("wörd", "ü 🚀")])
    c.log_artifact(run, file, "sub")
    c.set_terminated(run, "FINISHED", 1_700_000_009_000)


for line in sys.stdin:
    what, *arguments = json.loads(line)
    try:
        answer = {"answer": globals()[what](*arguments)}
    except Exception:
        answer = {"error": traceback.format_exc()}
    print(json.dumps(answer), file=answers, flush=True)
