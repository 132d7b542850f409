using System.Text;
using BenchmarkDotNet.Attributes;
using EdgeIsolates.Web.Compression;

namespace EdgeIsolates.Benchmarks;

/// <summary>A megabyte of JSON through the codec behind <c>CompressionStream('gzip')</c>, in slices and pieces as scripts have them.</summary>
[MemoryDiagnoser]
public class GzipBenchmark
{
    private const int SliceBytes = 64 * 1024;

    private readonly byte[] _output = new byte[SliceBytes];
    private byte[] _text = [];
    private byte[] _packed = [];

    [GlobalSetup]
    public void SetUp()
    {
        var text = new StringBuilder();
        for (var number = 0; text.Length < 1 << 20; number++)
        {
            text.Append("{\"id\":").Append(number).Append(",\"name\":\"item ").Append(number * 7919 % 1009).Append("\",\"ok\":true}\n");
        }

        _text = Encoding.UTF8.GetBytes(text.ToString());
        using var packed = new MemoryStream();
        Run(new ZLibCodec("gzip", compresses: true), _text, packed);
        _packed = packed.ToArray();
    }

    [Benchmark]
    public long Compress() => Run(new ZLibCodec("gzip", compresses: true), _text, Stream.Null);

    [Benchmark]
    public long Decompress() => Run(new ZLibCodec("gzip", compresses: false), _packed, Stream.Null);

    private long Run(ZLibCodec codec, ReadOnlySpan<byte> input, Stream destination)
    {
        using (codec)
        {
            long total = 0;
            CodecStep step;
            do
            {
                var slice = input[..Math.Min(input.Length, SliceBytes)];
                step = codec.Step(slice, _output, isLast: slice.Length == input.Length);
                input = input[step.Consumed..];
                total += step.Produced;
                destination.Write(_output, 0, step.Produced);
            }
            while (!step.IsEnd);
            return total;
        }
    }
}
