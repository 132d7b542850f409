using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace EdgeIsolates.Web.Url;

// Unicode's characters in runs of equals, made by `eng/make-idna-table.mjs` and read when the first domain asks. The resource is, under Brotli: the number of
// runs and of mapping characters (32 bits each); per run its length, its tag and, when mapped, the length of its mapping (LEB128); then all mappings as UTF-16.
internal sealed class IdnaTable
{
    private const string Resource = "Web/Url/idna.bin";

    private static readonly Lazy<IdnaTable> Instance = new(() => new IdnaTable(Unpack()));

    private readonly int[] _starts;
    private readonly ushort[] _tags;
    private readonly int[] _mappings; // where the mapping of a run begins; that of the next run is its end
    private readonly string _text;

    private IdnaTable(ReadOnlySpan<byte> data)
    {
        int runs = BinaryPrimitives.ReadInt32LittleEndian(data);
        int characters = BinaryPrimitives.ReadInt32LittleEndian(data[sizeof(int)..]);
        _starts = new int[runs];
        _tags = new ushort[runs];
        _mappings = new int[runs + 1];
        int at = 2 * sizeof(int);
        for (int run = 0, start = 0, mapping = 0; run < runs; run++)
        {
            _starts[run] = start;
            start += ReadNumber(data, ref at);
            _tags[run] = (ushort)ReadNumber(data, ref at);
            mapping += new IdnaCharacter(_tags[run], "").Status == IdnaStatus.Mapped ? ReadNumber(data, ref at) : 0;
            _mappings[run + 1] = mapping;
        }

        _text = Encoding.Unicode.GetString(data.Slice(at, characters * sizeof(char)));
    }

    public static IdnaTable Shared => Instance.Value;

    public IdnaCharacter this[int codePoint]
    {
        get
        {
            int run = Array.BinarySearch(_starts, codePoint);
            run = run < 0 ? ~run - 1 : run;
            return new IdnaCharacter(_tags[run], _text[_mappings[run].._mappings[run + 1]]);
        }
    }

    private static int ReadNumber(ReadOnlySpan<byte> data, ref int at)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = data[at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private static Span<byte> Unpack()
    {
        using Stream packed = typeof(IdnaTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of this build.");
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var data = new MemoryStream();
        brotli.CopyTo(data);
        return data.GetBuffer().AsSpan(0, (int)data.Length);
    }
}
