using System.Text;
using EdgeIsolates.Hostile.Tests.Scripting;

namespace EdgeIsolates.Hostile.Tests;

/// <summary>The suite's own rules.</summary>
public sealed class HostileScriptsTests
{
    private static readonly string[] Outcomes =
        ["ok", "exception", "exceededCpu", "exceededWallTime", "exceededMemory", "internalError", HostileScript.Refused];

    [Fact]
    public void Scripts_AreMany() => Assert.True(HostileScripts.Paths.Count >= 330);

    [Fact]
    public void Scripts_AllRead_AndExpectKnownOutcomes()
    {
        foreach (HostileScript script in HostileScripts.Paths.Select(HostileScripts.Read))
        {
            Assert.All(script.Expected, outcome => Assert.Contains(outcome, Outcomes));
            Assert.InRange(script.FunctionName("all").Length, 1, 63);
        }
    }

    [Fact]
    public void Read_Generate_PutsTheTextInPlace()
    {
        HostileScript script = HostileScriptReader.Read("f", "n", """
            // expect: ok|exception
            // why: a test
            // cpuMs: 7
            // generate: {"times":3,"before":"a#(","middle":"m","after":")"}
            x/*generated*/y
            """);

        Assert.EndsWith("xa0(a1(a2(m)))y", Encoding.UTF8.GetString(script.Source), StringComparison.Ordinal);
        Assert.Equal(["ok", "exception"], script.Expected);
        Assert.Equal(7, script.CpuMs);
    }

    [Fact]
    public void Read_Bytes_PutsThemInPlace() =>
        Assert.Equal(
            [0x78, 0xed, 0xa0, 0x80, 0x79],
            HostileScriptReader.Read("f", "n", "// expect: ok\n// why: a test\n// bytes: EDA080\nx/*bytes*/y").Source[^5..]);
}
