using System.Text.Json;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Web;

/// <summary>Runs the script cases in <c>Cases</c> in the real engine: each file is a function that runs its cases at its first request.</summary>
public sealed class WebCasesTests : IAsyncTest
{
    private readonly EdgeHost _host = new();

    public static TheoryData<string> CaseFiles()
    {
        var files = new TheoryData<string>();
        foreach (string path in Directory.EnumerateFiles(Folder("Cases"), "*.js").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) != "harness.js")
            {
                files.Add(Path.GetFileName(path));
            }
        }

        return files;
    }

    [Theory]
    [MemberData(nameof(CaseFiles))]
    public async Task Cases_OfOneFile_AreAsExpected(string file) =>
        Assert.Empty(await FailuresAsync(await File.ReadAllTextAsync(Path.Combine(Folder("Cases"), file))));

    [Fact]
    public async Task KnownGap_ThatPasses_IsAFailure() =>
        Assert.Equal(
            ["closed: passes, though it stands as a gap: for a reason"],
            await FailuresAsync(
                """
                knownGap('closed', 'for a reason', () => {});
                knownGap('open', 'for a reason', async () => { throw new Error('still'); });
                """));

    [Fact]
    public async Task Test_ThatFails_IsAFailure() =>
        Assert.Equal(["it: why"], await FailuresAsync("test('it', () => { throw new Error('why'); }); test('other', () => {});"));

    /// <summary>A console script beside the lines it prints, each "level text".</summary>
    [Theory]
    [InlineData("logging")]
    [InlineData("inspect")]
    [InlineData("hostile")]
    public async Task Console_Script_PrintsExpectedLines(string name)
    {
        string body = await File.ReadAllTextAsync(Path.Combine(Folder("Console"), $"{name}.js"));
        string[] expected = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(Folder("Console"), $"{name}.json")))!;

        InvocationResult result = await _host.RunAsync($"export default {{ fetch() {{\n{body}\nreturn new Response('done'); }} }};");

        Assert.Equal("done", result.Text());
        Assert.Equal(expected, _host.Log.Entries.Select(entry => $"{entry.Level} {entry.Text}"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "Web", name);

    private async Task<string[]> FailuresAsync(string cases)
    {
        string code = await File.ReadAllTextAsync(Path.Combine(Folder("Cases"), "harness.js")) + cases;
        var request = new EdgeRequest
        {
            Method = "POST",
            Url = "https://example.com/path?q",
            Headers = [new("X-Case", "one"), new("Content-Type", "application/json")],
            Body = """{"n":1}"""u8.ToArray(),
            HasBody = true,
        };

        InvocationResult result = await _host.RunAsync(code, request);

        using JsonDocument report = JsonDocument.Parse(result.Text());
        Assert.True(report.RootElement.GetProperty("count").GetInt32() > 0);
        return [.. report.RootElement.GetProperty("failures").EnumerateArray().Select(failure => failure.GetString()!)];
    }
}
