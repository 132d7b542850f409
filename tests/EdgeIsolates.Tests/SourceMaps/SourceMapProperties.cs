using System.Text;
using System.Text.Json;
using EdgeIsolates.SourceMaps;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.SourceMaps;

public sealed class SourceMapProperties
{
    private static readonly string[] Sources = ["a.ts", "b.ts", "c.ts"];

    private static readonly Gen<SourceSegment> Segment =
        from line in Gen.Choose(0, 6)
        from column in Gen.OneOf(Gen.Choose(0, 12), Gen.Choose(0, 1_000_000))
        from source in Gen.Choose(-1, Sources.Length - 1)
        from sourceLine in Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, int.MaxValue - 1))
        from sourceColumn in Gen.Choose(0, 100)
        select new SourceSegment(line, column, source, sourceLine, sourceColumn);

    private static readonly Gen<Case> Cases =
        from segments in Segment.ListOf()
        from line in Gen.Choose(0, 8)
        from column in Gen.OneOf(Gen.Choose(0, 14), Gen.Choose(0, 1_000_001))
        select new Case([.. segments.DistinctBy(segment => (segment.GeneratedLine, segment.GeneratedColumn)).Order(SourceSegment.Order)], line, column);

    [Fact]
    public void TryFind_AnyMap_FindsWhatANaiveLookUpFinds() => Check(Cases, test =>
    {
        SourceMap map = Parse(SourceMapWriter.Map(SourceMapWriter.Mappings(test.Segments), Sources));
        SourceSegment[] before = [.. test.Segments.Where(segment => segment.GeneratedLine == test.Line && segment.GeneratedColumn <= test.Column)];
        bool isFound = map.TryFind(test.Line + 1, test.Column + 1, out SourcePlace place);
        return before.Length == 0 || before[^1].Source < 0
            ? !isFound
            : isFound && place.File.Name == Sources[before[^1].Source] && place.Line == before[^1].Line + 1 && place.Column == before[^1].Column + 1;
    });

    [Fact]
    public void Vlq_AnyNumbers_ReadBackAsTheyWere() => Check(Gen.Choose(0, int.MaxValue).ListOf(), numbers =>
    {
        int last = 0;
        string text = string.Concat(numbers.Select(number =>
        {
            string vlq = SourceMapWriter.Vlq(number - last);
            last = number;
            return vlq;
        }));
        var reader = new VlqReader(Encoding.ASCII.GetBytes(text));
        int sum = 0;
        foreach (int number in numbers)
        {
            if (!reader.TryAdd(ref sum) || sum != number)
            {
                return false;
            }
        }

        return reader.IsAtEnd;
    });

    [Fact]
    public void TryParse_AnyMappings_NeverThrows() => Check(Gen.Elements([.. "ABCDgz/+,;;,AAAACCCCg\"\\é"]).ArrayOf(), text =>
    {
        _ = SourceMapParser.TryParse(SourceMapWriter.Map(new string(text), Sources), "index.js", out SourceMap? map, out string? fault);
        return (map is null) != (fault is null);
    });

    [Fact]
    public void TryParse_AnyMapCutOrChanged_NeverThrows() => Check(
        from test in Cases
        from cut in Gen.Choose(0, 400)
        from place in Gen.Choose(0, 400)
        from value in Gen.Choose(0, 255)
        select (test, cut, place, value),
        damage =>
        {
            byte[] json = SourceMapWriter.Map(SourceMapWriter.Mappings(damage.test.Segments), Sources, ["x\ny", null, "z"]);
            json[damage.place % json.Length] = (byte)damage.value;
            if (SourceMapParser.TryParse(json.AsMemory(0, Math.Max(0, json.Length - damage.cut)), "index.js", out SourceMap? map, out string? fault)
                && map.TryFind(damage.test.Line, damage.test.Column, out SourcePlace found))
            {
                map.LineAt(found);
            }

            return (map is null) != (fault is null);
        });

    [Fact]
    public void TryCutLine_AnyText_CutsTheLinesOfTheText() => Check(Gen.Elements([.. "ab\n\n\r\\\"\té"]).ArrayOf(), characters =>
    {
        string text = new(characters);
        string[] lines = text.Split('\n');
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(text);
        return lines.Select((line, index) => JsonText.TryCutLine(json, index + 1, 1_000, out string? cut) && cut == line.TrimEnd('\r')).All(isSame => isSame)
            && !JsonText.TryCutLine(json, lines.Length + 1, 1_000, out _);
    });

    private static void Check<T>(Gen<T> cases, Func<T, bool> property) =>
        Prop.ForAll(cases.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static SourceMap Parse(byte[] json)
    {
        Assert.True(SourceMapParser.TryParse(json, "index.js", out SourceMap? map, out string? fault), fault);
        return map;
    }

    private sealed record Case(SourceSegment[] Segments, int Line, int Column)
    {
        public override string ToString() => $"{Line}:{Column} in {string.Join(' ', Segments)}";
    }
}
