using System.Security.Cryptography;
using System.Text;

namespace IntakeProxy;

/// <summary>The service behind the proxy: it counts the events whose signature is right.</summary>
internal sealed class Origin
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public async Task<IResult> TakeAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Intake.SigningSecret), body.ToArray());
        byte[] given = Encoding.ASCII.GetBytes(request.Headers["x-signature"].ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected))))
        {
            return Results.Unauthorized();
        }

        Interlocked.Increment(ref _count);
        return Results.Ok();
    }
}
