using System.Text;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>The host's side of a function's WebSocket, without a network.</summary>
internal sealed class HostSide : ISocketReceiver
{
    private readonly SocketEnd _end;
    private readonly SemaphoreSlim _readable = new(0);

    public HostSide(InvocationResult result)
    {
        _end = Assert.IsType<SocketEnd>(result.Response!.WebSocket);
        _end.Attach(this);
    }

    public bool IsTransport => true;

    public void OnReadable(bool mayRunHere) => _readable.Release();

    public void OnWritable()
    {
        // Nothing of a test is held back.
    }

    public ValueTask<bool> SendAsync(string text) => _end.SendAsync(new SocketFrame(SocketFrameKind.Text, Encoding.UTF8.GetBytes(text)), CancellationToken.None);

    public void Close(int code) => _end.Close(code);

    /// <summary>As when the connection breaks a rule.</summary>
    public void Fail(int code, string reason) => _end.Fail(code, reason);

    /// <summary>The next message, or <c>close CODE</c>.</summary>
    public async Task<string> ReceiveAsync()
    {
        while (true)
        {
            if (_end.TryTake(out SocketFrame frame))
            {
                return frame.Kind == SocketFrameKind.Close ? $"close {frame.Code}" : Encoding.UTF8.GetString(frame.Payload.Span);
            }

            Assert.True(await _readable.WaitAsync(TimeSpan.FromSeconds(60)), "No message came.");
        }
    }
}
