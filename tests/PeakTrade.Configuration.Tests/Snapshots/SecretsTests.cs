namespace PeakTrade.Configuration.Tests;

public class SecretsTests
{
    [Theory]
    [InlineData("password", true)]
    [InlineData("db_PassWord_file", true)]
    [InlineData("apiKey", true)]
    [InlineData("API_KEY", true)]
    [InlineData("client-secret", true)]
    [InlineData("accessToken", true)]
    [InlineData("aws_credentials", true)]
    [InlineData("key", false)]
    [InlineData("path", false)]
    [InlineData("passage", false)]
    public void A_key_is_known_as_a_secret_by_its_name(string key, bool isSecret) => Assert.Equal(isSecret, Secrets.IsSecret(key));

    [Theory]
    [InlineData("https://user:hunter2@host/x", "https://***@host/x")]
    [InlineData("https://user:hun/ter@2@host/x", "https://***@host/x")]
    [InlineData("https://token123@host", "https://***@host")]
    [InlineData("a://u:p@h, b://u:p@h", "a://***@h, b://***@h")]
    [InlineData("https://host/a@b", "https://host/a@b")]
    [InlineData("http://host:5000", "http://host:5000")]
    [InlineData("mail me@host", "mail me@host")]
    [InlineData("Host=db;Password=hunter2;Port=1", "Host=db;Password=***;Port=1")]
    [InlineData("Host=db; Password = 'hunter 2'; Port=1", "Host=db; Password = ***; Port=1")]
    [InlineData("https://host/?a=1&api_token=hunter2&b=2", "https://host/?a=1&api_token=***&b=2")]
    [InlineData("{\"secret\": \"hunter2\", \"b\": 1}", "{\"secret\": ***, \"b\": 1}")]
    [InlineData("the token of the tokens", "the token of the tokens")]
    [InlineData("token=", "token=")]
    [InlineData("", "")]
    public void A_password_inside_a_text_is_masked(string text, string expected)
    {
        Assert.Equal(expected, Secrets.Redact(text));
        Assert.Equal(expected, Secrets.Redact(expected));
    }

    public static TheoryData<string, string> Sources => new()
    {
        { "a = 1\npassword = 'hunter2' # mine\nb = 2\n", "a = 1\npassword = \"***\" # mine\nb = 2\n" },
        { "pin_token = 1234\n", "pin_token = \"***\"\n" },
        { "password = \"\"\"\nhunter2\nhunter2\"\"\"\n\nb = 2", "password = \"***\"\n\nb = 2" },
        { "secret = '''\nhunter2'''\r\nb = 2", "secret = \"***\"\r\nb = 2" },
        { "tokens = [ 'hunter2', # hunter2\n  'hunter2' ]\n", "tokens = \"***\"\n" },
        { "x = { user = 'u', 'api_key' = 'hunter2' }\n", "x = { user = 'u', 'api_key' = \"***\" }\n" },
        { "\"pass\\u0077ord\" = 'hunter2'", "\"pass\\u0077ord\" = \"***\"" },
        { "db.password.value = 'hunter2'\n", "db.password.value = \"***\"\n" },
        { "[credentials]\nuser = 'hunter2'\n[credentials.more]\nn = 5\n[other]\nn = 5\n", "[credentials]\nuser = \"***\"\n[credentials.more]\nn = \"***\"\n[other]\nn = 5\n" },
        { "[[secrets]]\nvalue = 'hunter2'\n[[secrets]]\nvalue = ['hunter2']\n", "[[secrets]]\nvalue = \"***\"\n[[secrets]]\nvalue = \"***\"\n" },
        { "uri = 'http://me:hunter2@host/x'\n", "uri = \"http://***@host/x\"\n" },
        { "uri = \"http:\\u002F/me:hunter2@host\"\n", "uri = \"http://***@host\"\n" },
        { "uri = \"\"\"http://me:\\\n   hunter2@host\"\"\"\n", "uri = \"http://***@host\"\n" },
        { "uri = ['http://me:hunter2@host', 'b']\n", "uri = [\"http://***@host\", 'b']\n" },
        { "# password = \"hunter2\"\na = 1\n", "# password ***\na = 1\n" },
        { "a = 1 # the db_password: hunter2 and on\n", "a = 1 # the db_password ***\n" },
        { "# see http://me:hunter2@host\n", "# see http://***@host\n" },
        { "# password = \"\"\"\n# hunter2\n# hunter2\"\"\"\n# fee_bps = 1\n", "# password ***\n# ***\n# ***\n# fee_bps = 1\n" },
        { "# password = '''\n#\n# hunter2\n\na = 1 # plain\n", "# password ***\n# ***\n# ***\n\na = 1 # plain\n" },
        { "# tokens = [\n#   \"hunter2\",\n# ]\n# fee_bps = 1\n", "# tokens ***\n# ***\n# ***\n# fee_bps = 1\n" },
        { "# [credentials]\n# user = 'hunter2'\n# [data]\n# path = 'x'\n", "# [credentials]\n# ***\n# [data]\n# path = 'x'\n" },
        { "a = 'password'\n", "a = 'password'\n" },
        { "\uFEFF# nothing\na = 1", "# nothing\na = 1" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_source_loses_its_secrets_and_nothing_else(string source, string expected)
    {
        var redacted = SourceRedaction.Of(source);
        Assert.Equal(expected, redacted);
        Assert.DoesNotContain("hunter2", redacted);
        Assert.Equal(expected, SourceRedaction.Of(redacted));
    }

    [Fact]
    public void No_form_of_a_snapshot_holds_a_secret()
    {
        const string Text = """
            [strategy.s]
            feed_token = "hunter2"
            source = "https://me:hunter2@host"
            [tracking.mlflow]
            tracking_uri = "https://me:hunter2@mlflow.example" # password: hunter2
            tags = { api_key = "hunter2", note = "Password=hunter2" }
            """;
        var config = ConfigReader.Read(Text, null, []);
        var bound = new ParameterSet(config.Strategy.ParametersOf("s").Select(p => KeyValuePair.Create(p.Key, p.Value!)));
        var written = ConfigSnapshot.Of(config, "s", bound);
        var generated = ConfigSnapshot.Of(config with { SourceText = null }, "s", bound);
        Assert.DoesNotContain("hunter2", written.Raw + written.Normalised + generated.Raw + generated.Normalised);
        Assert.Contains("\"api_key\": \"***\"", written.Normalised);
        Assert.Contains("source = \"https://***@host\"", written.Raw);
        Assert.Equal(written.Normalised, generated.Normalised);
    }
}
