using System.Runtime.InteropServices;

namespace EdgeIsolates.Web.Compression;

// zlib as .NET brings it, one level below System.IO.Compression. Its streams pull their input and read ahead, so they can neither be fed as chunks come nor
// tell what follows the end of the data, which for DecompressionStream is an error.
internal static unsafe partial class ZLib
{
    public const int Ok = 0;
    public const int StreamEnd = 1;
    public const int BufferError = -5;

    public const int NoFlush = 0;
    public const int Finish = 4;

    public const int DefaultLevel = 6;
    public const int DeflateMethod = 8;
    public const int DefaultMemoryLevel = 8;
    public const int DefaultStrategy = 0;

    private const string Library = "libSystem.IO.Compression.Native";

    /// <summary>The bits of the window, with which zlib also tells the formats apart.</summary>
    public static int WindowBits(string format) => format switch
    {
        "deflate" => 15,
        "deflate-raw" => -15,
        _ => 31,
    };

    [LibraryImport(Library, EntryPoint = "CompressionNative_DeflateInit2_")]
    public static partial int DeflateInit(ZLibStream* stream, int level, int method, int windowBits, int memoryLevel, int strategy);

    [LibraryImport(Library, EntryPoint = "CompressionNative_Deflate")]
    public static partial int Deflate(ZLibStream* stream, int flush);

    [LibraryImport(Library, EntryPoint = "CompressionNative_DeflateEnd")]
    public static partial int DeflateEnd(ZLibStream* stream);

    [LibraryImport(Library, EntryPoint = "CompressionNative_InflateInit2_")]
    public static partial int InflateInit(ZLibStream* stream, int windowBits);

    [LibraryImport(Library, EntryPoint = "CompressionNative_Inflate")]
    public static partial int Inflate(ZLibStream* stream, int flush);

    [LibraryImport(Library, EntryPoint = "CompressionNative_InflateEnd")]
    public static partial int InflateEnd(ZLibStream* stream);
}
