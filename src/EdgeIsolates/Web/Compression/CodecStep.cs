namespace EdgeIsolates.Web.Compression;

/// <summary>How far one step of a codec came.</summary>
/// <param name="Consumed">Bytes of the input that were taken.</param>
/// <param name="Produced">Bytes of the output that were written.</param>
/// <param name="IsEnd">Whether the codec has written, or seen, the end of its data.</param>
internal readonly record struct CodecStep(int Consumed, int Produced, bool IsEnd);
