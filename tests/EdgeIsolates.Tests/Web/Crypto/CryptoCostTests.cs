using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Web.Crypto;

/// <summary>What computes for long is done beside the isolate, paid for by its request, and refused or stopped when it costs too much.</summary>
public sealed class CryptoCostTests : IAsyncTest
{
    private const string Pbkdf2 =
        """
        const derive = async (iterations, bits = 256) => {
          const key = await crypto.subtle.importKey('raw', new Uint8Array(8), 'PBKDF2', false, ['deriveBits']);
          return crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations }, key, bits);
        };
        const rsa = (modulusLength) => crypto.subtle.generateKey(
          { name: 'RSA-PSS', hash: 'SHA-256', modulusLength, publicExponent: new Uint8Array([1, 0, 1]) }, false, ['sign']);
        const outcome = async (promise) => { try { await promise; return 'done'; } catch (error) { return `${error.name}: ${error.message}`; } };

        """;

    private readonly EdgeHost _host = new();

    [Fact]
    public async Task DeriveBits_ABillionIterations_AreRefused() =>
        Assert.Equal("OperationError: PBKDF2 takes at most 1000000 iterations here; 1000000000 were asked for.", await OutcomeAsync("derive(1e9)"));

    [Fact]
    public async Task DeriveBits_MoreThanTheBudget_IsRefusedBeforehand()
    {
        string outcome = await OutcomeAsync("derive(1e6, 8 * 1024 * 1024)");
        Assert.StartsWith("OperationError: PBKDF2 with 1000000 iterations would take about", outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeriveBits_Long_IsChargedToTheRequest()
    {
        InvocationResult result = await RunAsync("await derive(100000); return new Response('done');");
        Assert.Equal("done", result.Text());
        Assert.True(result.CpuTime > TimeSpan.FromMilliseconds(10), $"{result.CpuTime}");
    }

    [Fact]
    public async Task DeriveBits_AgainAndAgain_EndsWithExceededCpu()
    {
        InvocationResult result = await RunAsync("for (;;) await derive(50000).catch(() => derive(1));", cpuMs: 200);
        Assert.Equal(InvocationOutcome.ExceededCpu, result.Outcome);
        Assert.Equal("still here", await AnswerAsync("return new Response('still here');"));
    }

    [Theory]
    [InlineData("scryptSync('p', 's', 1, { N: 2 ** 20, maxmem: 2 ** 40 })")]
    [InlineData("await promisify(scrypt)('p', 's', 1, { N: 2 ** 20, maxmem: 2 ** 40 })")]
    public async Task Scrypt_MoreThanTheBudget_IsRefusedBeforehand(string call)
    {
        string time = await ScryptOutcomeAsync(call, FunctionConfig.Default with { CpuMs = 200 });
        Assert.StartsWith("OperationError: scrypt with these parameters would take about", time, StringComparison.Ordinal);
        string memory = await ScryptOutcomeAsync(call, FunctionConfig.Default with { CpuMs = 30_000, MemoryLimitMb = 64 });
        Assert.Equal("RangeError: scrypt with these parameters needs 1073744896 bytes of memory; the isolate has not as much left.", memory);
    }

    [Fact]
    public async Task GenerateKey_TooLargeRsa_IsRefused() =>
        Assert.Equal("OperationError: RSA keys have from 512 to 8192 bits, in steps of 8; 16384 were asked for.", await OutcomeAsync("rsa(16384)"));

    [Fact]
    public async Task GenerateKey_LargeRsaBeyondTheBudget_EndsWithExceededCpu()
    {
        InvocationResult result = await RunAsync("await rsa(8192); return new Response('lucky');", cpuMs: 50);
        Assert.Equal(InvocationOutcome.ExceededCpu, result.Outcome);
    }

    [Fact]
    public async Task GenerateKey_HundredsAtOnce_EndWithTheRequest()
    {
        InvocationResult result = await RunAsync("await Promise.all(Array.from({ length: 200 }, () => rsa(4096))); return new Response('lucky');", cpuMs: 100);
        Assert.Equal(InvocationOutcome.ExceededCpu, result.Outcome);
        Assert.Equal("still here", await AnswerAsync("return new Response('still here');"));
    }

    [Fact]
    public async Task Digest_CopiesBeyondTheMemory_AreRefused()
    {
        string outcome = await OutcomeAsync(
            "(async (data) => Promise.all(Array.from({ length: 100 }, () => crypto.subtle.digest('SHA-256', data))))(new Uint8Array(10e6))",
            FunctionConfig.Default with { MemoryLimitMb = 32 });
        Assert.Equal("RangeError: There is not enough memory left for a copy of the data.", outcome);
    }

    [Fact]
    public async Task HashNew_NeverDigested_IsBounded()
    {
        string outcome = await OutcomeAsync("(async () => { const all = []; for (let i = 0; i < 2000; i++) all.push(new crypto.DigestStream('SHA-1')); })()");
        Assert.Contains("At most 1000 hashes", outcome, StringComparison.Ordinal);
        Assert.Equal("done", await OutcomeAsync("new Blob(['x']).stream().pipeTo(new crypto.DigestStream('SHA-1'))"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<string> ScryptOutcomeAsync(string call, FunctionConfig config) =>
        OutcomeAsync($"(async () => {{ {call} }})()", config, "import { scrypt, scryptSync } from 'node:crypto';\nimport { promisify } from 'node:util';\n");

    private async Task<string> OutcomeAsync(string expression, FunctionConfig? config = null, string imports = "") =>
        (await _host.RunAsync($"{imports}{Pbkdf2}export default {{ async fetch() {{ return new Response(await outcome({expression})); }} }};", config: config)).Text();

    private async Task<string> AnswerAsync(string body) => (await RunAsync(body)).Text();

    private Task<InvocationResult> RunAsync(string body, int cpuMs = 1000) =>
        _host.RunAsync($"{Pbkdf2}export default {{ async fetch() {{ {body} }} }};", config: FunctionConfig.Default with { CpuMs = cpuMs });
}
