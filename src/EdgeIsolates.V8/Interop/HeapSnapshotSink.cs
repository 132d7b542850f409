namespace EdgeIsolates.V8.Interop;

// Takes the chunks of a heap snapshot; a failure of the stream stops V8 and is thrown afterwards.
internal sealed class HeapSnapshotSink(Stream stream)
{
    internal Exception? Failure { get; private set; }

    internal bool TryWrite(ReadOnlySpan<byte> chunk)
    {
        try
        {
            stream.Write(chunk);
            return true;
        }
        catch (Exception failure)
        {
            Failure = failure;
            return false;
        }
    }
}
