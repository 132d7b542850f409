using System.Text;
using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary><c>TextEncoder</c> and <c>TextDecoder</c> per KB of UTF-8, beside .NET's own encoding of the same text.</summary>
public class EncodingBenchmark : WebApiBenchmark
{
    private const int KilobytesPerInvoke = 8192;

    private string _text = "";
    private byte[] _utf8 = [];

    [Params("ascii", "latin", "cjk")]
    public string Text { get; set; } = "";

    /// <summary>The length of one text.</summary>
    [Params(1, 1024)]
    public int Kilobytes { get; set; }

    private int Times => KilobytesPerInvoke / Kilobytes;

    [Benchmark(OperationsPerInvoke = KilobytesPerInvoke)]
    public int EncodeOfDotNet() => Enumerable.Range(0, Times).Sum(_ => Encoding.UTF8.GetBytes(_text).Length);

    [Benchmark(OperationsPerInvoke = KilobytesPerInvoke)]
    public Task Encode() => RunAsync($"encode {Text} {Kilobytes}", Times);

    [Benchmark(OperationsPerInvoke = KilobytesPerInvoke)]
    public int DecodeOfDotNet() => Enumerable.Range(0, Times).Sum(_ => Encoding.UTF8.GetString(_utf8).Length);

    [Benchmark(OperationsPerInvoke = KilobytesPerInvoke)]
    public Task Decode() => RunAsync($"decode {Text} {Kilobytes}", Times);

    private protected override void Prepare()
    {
        string words = Text switch
        {
            "ascii" => "The quick brown fox, 123 times. ",
            "latin" => "Größe und Übermut, déjà vu à Besançon. ",
            _ => "国際化された文字列を処理する。",
        };
        _text = string.Concat(Enumerable.Repeat(words, Kilobytes * 1024 / Encoding.UTF8.GetByteCount(words) + 1));
        _utf8 = Encoding.UTF8.GetBytes(_text);
    }
}
