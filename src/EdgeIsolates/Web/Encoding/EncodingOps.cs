using System.Text;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Encodings;

/// <summary>What <c>TextDecoder</c> needs for encodings other than UTF-8.</summary>
internal static class EncodingOps
{
    // In the order of the indexes' file.
    private static readonly string[] SingleByteNames =
    [
        "ibm866", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-10", "iso-8859-13",
        "iso-8859-14", "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "macintosh", "windows-874", "windows-1250", "windows-1251", "windows-1252",
        "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "x-mac-cyrillic",
    ];

    public static IReadOnlyList<Op> All { get; } = [new("op_encoding_for_label", ForLabel), new("op_encoding_decode", Decode)];

    internal static LegacyDecoder DecoderOf(string name) => name switch
    {
        "gb18030" or "gbk" => new Gb18030Decoder(name),
        "big5" => new Big5Decoder(),
        "euc-jp" => new EucJpDecoder(),
        "iso-2022-jp" => new Iso2022JpDecoder(),
        "shift_jis" => new ShiftJisDecoder(),
        "euc-kr" => new EucKrDecoder(),
        "utf-16le" => new Utf16Decoder(isBigEndian: false),
        "utf-16be" => new Utf16Decoder(isBigEndian: true),
        "x-user-defined" => new UserDefinedDecoder(),
        "iso-8859-8-i" => new SingleByteDecoder(name, Array.IndexOf(SingleByteNames, "iso-8859-8")),
        _ => new SingleByteDecoder(name, Array.IndexOf(SingleByteNames, name)),
    };

    /// <summary><c>op_encoding_for_label(label)</c>: the encoding's name, or <c>null</c>.</summary>
    private static void ForLabel(TenantIsolate isolate, in V8OpCall call) => call.Return(EncodingLabels.NameOf(call.GetString(0)));

    /// <summary>
    /// <c>op_encoding_decode(name, bytes, state, fatal, isLast)</c>: the text, behind two characters that hold the state to go on with, 15 bits each.
    /// </summary>
    private static void Decode(TenantIsolate isolate, in V8OpCall call)
    {
        LegacyDecoder decoder = DecoderOf(call.GetString(0));
        decoder.State = call.GetInt32(2);
        StringBuilder text = decoder.Decode(call.GetBytes(1), call.GetBoolean(3), call.GetBoolean(4));
        int state = decoder.State;
        call.Return($"{(char)(state & 0x7FFF)}{(char)(state >> 15)}{text}");
    }
}
