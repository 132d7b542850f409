using System.Text;
using EdgeIsolates.SourceMaps;
using EdgeIsolates.V8;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeIsolates.Tests.SourceMaps;

public sealed class SourceMapCacheTests
{
    private static readonly byte[] TwoLines = SourceMapWriter.Map("AAAA;AACE", ["../src/a.ts"], ["line one\nline two"]);

    private readonly SourceMapCache _sut = new(NullLogger<SourceMapCache>.Instance);

    [Fact]
    public void Map_MapInAFileOfItsOwn_NamesTheSource() => AssertMapped(_sut.Map(WithFile(TwoLines), Error()));

    [Fact]
    public void Map_MapInTheModule_NamesTheSource() => AssertMapped(_sut.Map(WithInline(TwoLines, "\n"), Error()));

    [Theory]
    [InlineData("data:application/json;base64,!!!")]
    [InlineData("data:text/plain;base64,e30=")]
    [InlineData("data:application/json,{}")]
    [InlineData("index.js.map")]
    [InlineData("")]
    public void Map_ModuleWithoutAMapOfItsOwn_StaysAsItIs(string url)
    {
        V8Exception error = Error();

        Assert.Equal(error.Stack, _sut.Map(Function(EdgeModule.JavaScript("index.js", $"code //# sourceMappingURL={url}")), error).Stack);
    }

    [Fact]
    public void Map_PlacesThatNoMapKnows_StayAsTheyAre()
    {
        V8Exception error = Error() with { ScriptName = "other.js", Frames = [new("f", "other.js", 1, 1), new("g", "index.js", 9, 9), new("", "index.js", 2, 1)] };

        V8Exception mapped = _sut.Map(WithFile(TwoLines), error);

        Assert.Equal("other.js", mapped.ScriptName);
        Assert.Equal(["at f (other.js:1:1)", "at g (index.js:9:9)", "at src/a.ts:2:3"], mapped.Frames.Select(frame => frame.ToString()));
    }

    [Fact]
    public void Map_DamagedMap_IsToldOnceAndNotUsed()
    {
        var log = new CountingLogger();
        var sut = new SourceMapCache(log);
        EdgeFunction function = WithFile("{}"u8.ToArray());

        Assert.Equal(2, sut.Map(function, Error()).Line);
        Assert.Equal("index.js", sut.Map(function, Error()).ScriptName);
        string line = Assert.Single(log.Lines);
        Assert.Contains("index.js of f 1-x is not used: its version is not 3", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_MoreMapsThanThereIsRoom_KeepsThoseUsedLast()
    {
        const long Room = 100_000;
        var sut = new SourceMapCache(NullLogger<SourceMapCache>.Instance, Room);
        byte[] large = SourceMapWriter.Map(string.Concat(Enumerable.Repeat("AAAA,", 1_000)) + ";AAAE", ["../src/a.ts"]);

        for (int i = 0; i < 20; i++)
        {
            EdgeFunction function = WithFile(large);
            Assert.Equal("src/a.ts", sut.Map(function, Error()).ScriptName);
            Assert.Equal("src/a.ts", sut.Map(function, Error()).ScriptName);
            Assert.InRange(sut.Bytes, 1, Room);
        }
    }

    [Fact]
    public async Task Map_FromManyThreads_MapsEveryError()
    {
        EdgeFunction function = WithInline(TwoLines, "");

        V8Exception[] all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _sut.Map(function, Error()))));

        Assert.All(all, AssertMapped);
    }

    private static void AssertMapped(V8Exception mapped)
    {
        Assert.Equal(("src/a.ts", 2, 3), (mapped.ScriptName, mapped.Line, mapped.Column));
        Assert.Equal("line two", mapped.SourceLine);
        Assert.Equal("TypeError: no\n    at f (src/a.ts:2:3)\n    at src/a.ts:1:1", mapped.Stack);
    }

    private static V8Exception Error() => new()
    {
        Name = "TypeError",
        Message = "no",
        ScriptName = "index.js",
        Line = 2,
        Column = 1,
        SourceLine = "generated",
        Frames = [new("f", "index.js", 2, 4), new("", "index.js", 1, 7)],
    };

    private static EdgeFunction WithFile(byte[] map) => Function(EdgeModule.JavaScript("index.js", "code"), new EdgeModule("index.js.map", EdgeModuleKind.SourceMap, map));

    private static EdgeFunction WithInline(byte[] map, string tail) =>
        Function(EdgeModule.JavaScript("index.js", $"//# sourceMappingURL=none\ncode\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,{Convert.ToBase64String(map)}{tail}"));

    private static EdgeFunction Function(params EdgeModule[] modules) => new() { Name = "f", Version = "1-x", Modules = modules };

    private sealed class CountingLogger : ILogger<SourceMapCache>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
