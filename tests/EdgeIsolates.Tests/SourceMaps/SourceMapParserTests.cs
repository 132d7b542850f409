using System.Globalization;
using System.Text;
using EdgeIsolates.SourceMaps;

namespace EdgeIsolates.Tests.SourceMaps;

public sealed class SourceMapParserTests
{
    [Fact]
    public void TryFind_PlaceInTheMiddleOfASegment_IsThePlaceOfItsBeginning()
    {
        SourceMap map = Parse(SourceMapWriter.Map(
            SourceMapWriter.Mappings([new(0, 0, 0, 4, 2), new(0, 10, 1, 0, 0), new(2, 5, 0, 9, 7)]),
            ["a.ts", "lib/b.ts"]));

        Assert.Equal("a.ts:5:3", Find(map, 1, 1));
        Assert.Equal("a.ts:5:3", Find(map, 1, 10));
        Assert.Equal("lib/b.ts:1:1", Find(map, 1, 11));
        Assert.Equal("lib/b.ts:1:1", Find(map, 1, 5_000));
        Assert.Equal("a.ts:10:8", Find(map, 3, 6));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 1)]
    [InlineData(0, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void TryFind_PlaceThatNoSegmentCovers_IsNotFound(int line, int column)
    {
        SourceMap map = Parse(SourceMapWriter.Map(SourceMapWriter.Mappings([new(0, 0, 0, 4, 2), new(2, 5, 0, 9, 7)]), ["a.ts"]));

        Assert.False(map.TryFind(line, column, out _));
    }

    [Fact]
    public void TryFind_SegmentWithoutASource_HidesTheOneBeforeIt()
    {
        SourceMap map = Parse(SourceMapWriter.Map("AAAA,UACA,K", ["a.ts"]));

        Assert.Equal("a.ts:2:1", Find(map, 1, 12));
        Assert.False(map.TryFind(1, 16, out _));
    }

    [Fact]
    public void TryFind_SegmentsOutOfOrder_AreFoundAllTheSame()
    {
        SourceMap map = Parse(SourceMapWriter.Map(SourceMapWriter.Vlq(20) + "AAA," + SourceMapWriter.Vlq(-20) + "AEA", ["a.ts"]));

        Assert.Equal("a.ts:3:1", Find(map, 1, 5));
        Assert.Equal("a.ts:1:1", Find(map, 1, 25));
    }

    [Theory]
    [InlineData("dist/index.js", null, "../src/a.ts", "src/a.ts")]
    [InlineData("index.js", null, "../../src/./a.ts", "src/a.ts")]
    [InlineData("index.js", "src/", "a.ts", "src/a.ts")]
    [InlineData("index.js", "https://example.com/src", "a.ts", "https://example.com/src/a.ts")]
    [InlineData("index.js", "src", "webpack://app/./a.ts", "webpack://app/./a.ts")]
    [InlineData("index.js", "", "/home/me/a.ts", "/home/me/a.ts")]
    [InlineData("lib/index.js", "", "", "(unknown)")]
    public void Parse_NameOfASource_IsSeenFromTheRoot(string module, string? root, string source, string expected)
    {
        SourceMap map = Parse(SourceMapWriter.Map("AAAA", [source], root: root), module);

        Assert.Equal($"{expected}:1:1", Find(map, 1, 1));
    }

    [Fact]
    public void LineAt_SourcesContent_HasTheLine()
    {
        SourceMap map = Parse(SourceMapWriter.Map("AAAA,CCEA", ["none.ts", "b.ts"], [null, "first\r\n\tsecond \"line\" \\n \u00e9\n  third"]));

        Assert.Null(LineAt(map, 1, 1));
        Assert.Equal("  third", LineAt(map, 1, 2));
        Assert.True(map.TryFind(1, 2, out SourcePlace place));
        Assert.Equal("\tsecond \"line\" \\n \u00e9", map.LineAt(place with { Line = 2 }));
        Assert.Equal("first", map.LineAt(place with { Line = 1 }));
        Assert.Null(map.LineAt(place with { Line = 4 }));
    }

    [Fact]
    public void Parse_Sections_CountFromTheirOffsets()
    {
        string first = Encoding.UTF8.GetString(SourceMapWriter.Map("AAAA;AACA", ["a.ts"]));
        string second = Encoding.UTF8.GetString(SourceMapWriter.Map("EAAA;EACA", ["b.ts"], ["one\ntwo"]));
        SourceMap map = Parse($$$"""
            {"version":3,"sections":[
              {"offset":{"line":0,"column":0},"map":{{{first}}}},
              {"map":{"version":3,"sections":[{"offset":{"line":0,"column":5},"map":{{{second}}}}]},"offset":{"line":1,"column":100}}]}
            """);

        Assert.Equal("a.ts:2:1", Find(map, 2, 1));
        Assert.Equal("a.ts:2:1", Find(map, 2, 107));
        Assert.Equal("b.ts:1:1", Find(map, 2, 108));
        Assert.Equal("b.ts:2:1", Find(map, 3, 3));
        Assert.Equal("two", LineAt(map, 3, 3));
    }

    [Fact]
    public void Parse_GuardLineAndEscapedMappings_AreRead()
    {
        SourceMap map = Parse(")]}'\n{\"mappings\":\"\\u0041AAA\",\"sources\":[\"a\\u002ets\"],\"version\":3}");

        Assert.Equal("a.ts:1:1", Find(map, 1, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"AAAA\"")]
    [InlineData("{}")]
    [InlineData(")]}'")]
    [InlineData("{\"version\":2,\"sources\":[],\"mappings\":\"\"}")]
    [InlineData("{\"version\":\"3\",\"sources\":[],\"mappings\":\"\"}")]
    [InlineData("{\"version\":3,\"mappings\":\"\"}")]
    [InlineData("{\"version\":3,\"sources\":[]}")]
    [InlineData("{\"version\":3,\"sources\":{},\"mappings\":\"\"}")]
    [InlineData("{\"version\":3,\"sources\":[1],\"mappings\":\"\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"\\ud800\"],\"mappings\":\"\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":1}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"!\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"\u00e9\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"AA\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"AAA\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"AAAAAA\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"g\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"D\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"AADA\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"ACAA\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"ggggggggggggA\"}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"+/////DAAA,CAAA\"}")]
    [InlineData("{\"version\":3,\"sections\":{}}")]
    [InlineData("{\"version\":3,\"sections\":[{}]}")]
    [InlineData("{\"version\":3,\"sections\":[{\"offset\":{\"line\":-1,\"column\":0},\"map\":{}}]}")]
    [InlineData("{\"version\":3,\"sections\":[{\"offset\":{\"line\":0.5,\"column\":0},\"map\":{}}]}")]
    [InlineData("{\"version\":3,\"sections\":[{\"offset\":{\"line\":0,\"column\":0},\"map\":3}]}")]
    public void TryParse_DamagedMap_IsRefusedWithAReason(string json)
    {
        Assert.False(SourceMapParser.TryParse(Encoding.UTF8.GetBytes(json), "index.js", out SourceMap? map, out string? fault));
        Assert.Null(map);
        Assert.False(string.IsNullOrWhiteSpace(fault));
    }

    [Fact]
    public void TryParse_HugeMaps_AreRefused()
    {
        Assert.Contains("bytes", Refusal(new byte[SourceMapParser.MostJsonBytes + 1]), StringComparison.Ordinal);
        Assert.Contains("mappings", Refusal(SourceMapWriter.Map(string.Concat(Enumerable.Repeat("A,", SourceMapParser.MostSegments + 1)), [])), StringComparison.Ordinal);
        Assert.Contains("sources", Refusal(SourceMapWriter.Map("", new string[SourceMapParser.MostSources + 1])), StringComparison.Ordinal);
        Assert.Contains("root", Refusal(SourceMapWriter.Map("", ["a"], root: new string('x', 100_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NamesThatTakeTooMuchMemory_AreRefused()
    {
        string[] sources = [.. Enumerable.Range(0, SourceMapParser.MostSources).Select(index => index.ToString(CultureInfo.InvariantCulture) + new string('n', 1_500))];

        Assert.Contains("memory", Refusal(SourceMapWriter.Map("", sources, root: new string('r', 900))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void TryParse_DeepSections_AreRefused(int depth)
    {
        string json = string.Concat(Enumerable.Repeat("{\"version\":3,\"sections\":[{\"offset\":{\"line\":0,\"column\":0},\"map\":", depth))
            + "{\"version\":3,\"sources\":[],\"mappings\":\"\"}"
            + string.Concat(Enumerable.Repeat("}]}", depth));

        Assert.False(string.IsNullOrEmpty(Refusal(Encoding.UTF8.GetBytes(json))));
    }

    [Fact]
    public void TryParse_MillionsOfEmptyLines_CostNothing()
    {
        SourceMap map = Parse(SourceMapWriter.Map(new string(';', 5_000_000) + "AAAA", ["a.ts"]));

        Assert.Equal("a.ts:1:1", Find(map, 5_000_001, 1));
    }

    private static SourceMap Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    private static SourceMap Parse(byte[] json, string module = "index.js")
    {
        Assert.True(SourceMapParser.TryParse(json, module, out SourceMap? map, out string? fault), fault);
        return map;
    }

    private static string Refusal(byte[] json)
    {
        Assert.False(SourceMapParser.TryParse(json, "index.js", out _, out string? fault));
        return fault;
    }

    private static string Find(SourceMap map, int line, int column)
    {
        Assert.True(map.TryFind(line, column, out SourcePlace place));
        return string.Create(CultureInfo.InvariantCulture, $"{place.File.Name}:{place.Line}:{place.Column}");
    }

    private static string? LineAt(SourceMap map, int line, int column)
    {
        Assert.True(map.TryFind(line, column, out SourcePlace place));
        return map.LineAt(place);
    }
}
