using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.WebSockets;

// A connection at an end of a socket: what comes in goes to the other end, what the other end sends goes out.
//
// 1. Two loops, one per direction, each with one frame in its hands; who is slow holds up the loop, and so the other side.
// 2. An idle connection keeps no buffer: it waits for bytes with an empty read.
// 3. It is over when both directions are. What waits to be sent when the other end closes has 30 s to go out; after one direction has closed, the other gets the close grace (5 s). Then the
//    connection is broken off.
// 4. Whoever breaks the protocol's rules, or a limit, is a fault to the other end. A connection that is merely gone, by a reset or without a word, is none: the other end gets a close with 1006.
[SuppressMessage("Reliability", "CA1001", Justification = "Whoever is at the other end may touch them at any time; cancelled, they hold nothing.")]
internal sealed class SocketTransport(SocketEnd end, WebSocket socket) : ISocketReceiver
{
    private const int BufferBytes = 16 * 1024;
    private const int MostReasonBytes = 123;

    private const string NoMemory = "There is no memory left for messages";

    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _readable = new(0);
    private readonly CancellationTokenSource _over = new();
    private long _gatheredBytes;
    private volatile bool _hasClosedWithoutCode;
    private TenantIsolate? _account;

    public bool IsTransport => true;

    public void OnReadable(bool mayRunHere)
    {
        _readable.Release();
        if (end.IsComplete)
        {
            EndAfter(DrainGrace);
        }
    }

    public void OnWritable()
    {
        // The loop that reads waits for room itself.
    }

    /// <summary>Passes messages until both sides have closed. Throws nothing.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        end.Attach(this);
        await using (stopping.UnsafeRegister(static state => ((SocketTransport)state!).Stop(), this))
        {
            // Each loop runs on its own from its first step: whoever is at the other end may run in here.
            await Task.WhenAll(Task.Run(SendLoopAsync, CancellationToken.None), ReceiveLoopAsync());
        }

        end.Drop(CloseCodes.Abnormal);
        socket.Dispose();
        await _over.CancelAsync();
    }

    private void Stop()
    {
        end.CloseHere(CloseCodes.GoingAway, "The host is shutting down");
        end.Close(CloseCodes.GoingAway, "The host is shutting down");
    }

    private void EndAfter(TimeSpan grace)
    {
#pragma warning disable RS0030 // Who is at the other end of a connection goes by the real clock, whatever the host's is.
        _over.CancelAfter(grace);
#pragma warning restore RS0030
    }

    private async Task SendLoopAsync()
    {
        try
        {
            while (true)
            {
                while (end.TryTake(out SocketFrame frame))
                {
                    if (frame.Kind == SocketFrameKind.Close)
                    {
                        await CloseAsync(frame);
                        return;
                    }

                    WebSocketMessageType type = frame.Kind == SocketFrameKind.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                    await socket.SendAsync(frame.Payload, type, endOfMessage: true, _over.Token);
                }

                await _readable.WaitAsync(_over.Token);
            }
        }
        catch (Exception failure) when (IsConnectionFailure(failure))
        {
            end.Drop(CloseCodes.Abnormal);
        }
        finally
        {
            EndAfter(end.CloseGrace);
        }
    }

    private async Task CloseAsync(SocketFrame frame)
    {
        if (frame.Code == CloseCodes.None)
        {
            // .NET cannot send a close without a code: it would write 1005, which nobody may. The answer to what it sends instead is told as the answer to none.
            _hasClosedWithoutCode = true;
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, _over.Token);
        }
        else if (CloseCodes.MayBeSent(frame.Code))
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)frame.Code, Shortened(frame.Reason), _over.Token);
        }
        else
        {
            socket.Abort();
        }
    }

    private async Task ReceiveLoopAsync()
    {
        try
        {
            while (await ReceiveAsync() is { } message)
            {
                if (!await end.SendAsync(message, _over.Token))
                {
                    Refuse(CloseCodes.TryAgainLater, NoMemory);
                }
            }

            end.Close(ReceivedCode(), socket.CloseStatusDescription ?? "");
        }
        catch (WebSocketException failure) when (failure.WebSocketErrorCode == WebSocketError.Faulted)
        {
            end.Fail(CloseCodes.Abnormal, failure.Message);
            end.CloseHere(CloseCodes.Abnormal);
        }
        catch (Exception failure) when (IsConnectionFailure(failure))
        {
            end.Close(CloseCodes.Abnormal);
            end.CloseHere(CloseCodes.Abnormal);
        }
        finally
        {
            EndAfter(end.CloseGrace);
        }
    }

    private int ReceivedCode() => socket.CloseStatus switch
    {
        null or WebSocketCloseStatus.Empty => CloseCodes.None,
        WebSocketCloseStatus.NormalClosure when _hasClosedWithoutCode && string.IsNullOrEmpty(socket.CloseStatusDescription) => CloseCodes.None,
        { } status => (int)status,
    };

    /// <summary>A whole message; none when the other side has closed.</summary>
    private async Task<SocketFrame?> ReceiveAsync()
    {
        ValueWebSocketReceiveResult result = await socket.ReceiveAsync(Memory<byte>.Empty, _over.Token);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        ArrayBufferWriter<byte>? gathered = null;
        try
        {
            while (result.MessageType != WebSocketMessageType.Close)
            {
                if (result.EndOfMessage && (gathered?.WrittenCount ?? 0) + result.Count <= end.MostMessageBytes)
                {
                    return Message(result.MessageType, gathered, buffer.AsSpan(0, result.Count));
                }

                if (result.Count > 0 && !TryGather(gathered ??= new ArrayBufferWriter<byte>(), buffer.AsSpan(0, result.Count)))
                {
                    await DiscardAsync(buffer);
                    return null;
                }

                result = await socket.ReceiveAsync(buffer.AsMemory(), _over.Token);
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _account?.ChargeMemory(-_gatheredBytes);
            _gatheredBytes = 0;
        }
    }

    /// <summary>The pieces of a message are on the receiver's account until it has them.</summary>
    private bool TryGather(ArrayBufferWriter<byte> gathered, ReadOnlySpan<byte> piece)
    {
        gathered.Write(piece);
        _account = _gatheredBytes == 0 ? end.Peer.Account : _account;
        _gatheredBytes += piece.Length;
        bool isCharged = _account?.ChargeMemory(piece.Length) ?? true;
        if (gathered.WrittenCount > end.MostMessageBytes)
        {
            Refuse(CloseCodes.TooBig, $"A message had more than {end.MostMessageBytes} bytes");
            return false;
        }

        if (!isCharged)
        {
            Refuse(CloseCodes.TryAgainLater, NoMemory);
        }

        return isCharged;
    }

    /// <summary>Tells both sides.</summary>
    private void Refuse(int code, string reason)
    {
        end.CloseHere(code, reason);
        end.Fail(code, reason);
    }

    /// <summary>Reads on until the other side has closed, so that it gets to read why.</summary>
    private async Task DiscardAsync(byte[] buffer)
    {
        while ((await socket.ReceiveAsync(buffer.AsMemory(), _over.Token)).MessageType != WebSocketMessageType.Close)
        {
            // Nobody wants it.
        }
    }

    private static SocketFrame Message(WebSocketMessageType type, ArrayBufferWriter<byte>? gathered, ReadOnlySpan<byte> piece)
    {
        gathered?.Write(piece);
        return new(type == WebSocketMessageType.Text ? SocketFrameKind.Text : SocketFrameKind.Binary, gathered?.WrittenMemory ?? piece.ToArray());
    }

    private static string Shortened(string reason)
    {
        while (System.Text.Encoding.UTF8.GetByteCount(reason) > MostReasonBytes)
        {
            reason = reason[..^1];
        }

        return reason;
    }

    private static bool IsConnectionFailure(Exception failure) =>
        failure is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}
