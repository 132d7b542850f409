using System.Net.Sockets;
using System.Text;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>Sends bytes as they are: what a well-behaved client would tidy up on the way.</summary>
internal static class RawHttp
{
    public static async Task<string> ExchangeAsync(Uri address, string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using MemoryStream answer = new();
        await stream.CopyToAsync(answer);
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
