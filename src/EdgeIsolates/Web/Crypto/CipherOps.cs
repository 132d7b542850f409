using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>Ciphers piece by piece, for Node's interface.</summary>
internal static class CipherOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_crypto_cipher_new", New),
        new("op_crypto_cipher_pad", static (isolate, in call) => Cipher(isolate, in call).SetPadding(call.GetBoolean(1))),
        new("op_crypto_cipher_authenticate", static (isolate, in call) => Cipher(isolate, in call).Authenticate(call.GetBytes(1))),
        new("op_crypto_cipher_update", static (isolate, in call) => call.Return(Cipher(isolate, in call).Update(call.GetBytes(1)))),
        new("op_crypto_cipher_finish", static (isolate, in call) => call.Return(Cipher(isolate, in call).Finish(call.GetBytes(1)))),
    ];

    /// <summary><c>op_crypto_cipher_new(name, encrypt, key, nonce)</c>: the number that the others take first.</summary>
    private static void New(TenantIsolate isolate, in V8OpCall call) =>
        RunningCrypto.Return(isolate, in call, new RunningCipher(call.GetString(0), call.GetBoolean(1), call.GetBytes(2), call.GetBytes(3)));

    private static RunningCipher Cipher(TenantIsolate isolate, in V8OpCall call) => isolate.Crypto.Running<RunningCipher>(call.GetInt32(0));
}
