namespace EdgeIsolates.AspNetCore.Tests.Docs;

public sealed class ConfigurationReferenceTests
{
    /// <summary>Run with EDGE_WRITE_DOCS=1 to write the page anew.</summary>
    [Fact]
    public void ConfigurationPage_IsWhatTheCodeSays()
    {
        string page = Path.Combine(RepositoryRoot(), "docs", "configuration.md");
        string expected = ConfigurationReference.Write();
        if (Environment.GetEnvironmentVariable("EDGE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(page, expected);
        }

        Assert.True(File.ReadAllText(page) == expected, "docs/configuration.md is not what the options' documentation says: run this test with EDGE_WRITE_DOCS=1.");
    }

    // Not the path of this source: a deterministic build does not tell it.
    private static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeIsolates.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside the repository: EdgeIsolates.sln is in no folder above.");
        }

        return folder;
    }
}
