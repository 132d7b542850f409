using System.Text;
using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Errors;

public class CompileErrorsTests
{
    [Fact]
    public void LinkModule_SyntaxError_TellsLineColumnAndSourceLine()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.LinkFails(("main.js", "import './lib.js'"), ("lib.js", "const fine = 1;\n  let a b = 2;\n"));
        Assert.Equal("SyntaxError", thrown.Name);
        Assert.Equal("lib.js", thrown.ScriptName);
        Assert.Equal(2, thrown.Line);
        Assert.Equal(9, thrown.Column);
        Assert.Equal("  let a b = 2;", thrown.SourceLine);
    }

    [Fact]
    public void Evaluate_SyntaxErrorOnFirstLine_CountsFromOne()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws("}");
        Assert.Equal((1, 1, "}"), (thrown.Line, thrown.Column, thrown.SourceLine));
    }

    [Theory]
    [InlineData("let a = 1;\nlet a = 2;", 2)]
    [InlineData("\n\nreturn 1", 3)]
    [InlineData("function f() {", 1)]
    [InlineData("'unterminated", 1)]
    [InlineData("\nawait 1", 2)]
    [InlineData("/(/", 1)]
    [InlineData("\n\n\nimport x from 'y'", 4)]
    public void Evaluate_SyntaxError_PointsToItsLine(string source, int line)
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws(source);
        Assert.Equal("SyntaxError", thrown.Name);
        Assert.Equal(TestIsolate.ScriptName, thrown.ScriptName);
        Assert.Equal(line, thrown.Line);
        Assert.NotNull(thrown.SourceLine);
    }

    [Fact]
    public void Evaluate_VeryLongLine_TellsItsBeginning()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws("/*" + new string('x', 100_000) + "*/ a b");
        Assert.NotNull(thrown.SourceLine);
        Assert.True(Encoding.UTF8.GetByteCount(thrown.SourceLine) <= 1024);
        Assert.Equal(100_008, thrown.Column);
    }

    [Fact]
    public void Evaluate_NonAsciiBeforeTheError_CountsUtf16Units()
    {
        using var isolate = new TestIsolate();
        var thrown = isolate.Throws("'\u4F60\U0001F600' b");
        Assert.Equal(7, thrown.Column);
        Assert.Equal("'\u4F60\U0001F600' b", thrown.SourceLine);
    }
}
