using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

// scrypt is dear on purpose, in time and in memory, and cannot be stopped. So both are asked before: what a block costs on this machine is measured once, and
// the memory is taken from the isolate's budget while it runs. OpenSSL has it, .NET has not.
internal static unsafe class Scrypt
{
    private const int MostBytes = 1 << 20;

    private static readonly ScryptParameters Sample = new(Cost: 1024, BlockSize: 8, Parallelization: 1);
    private static readonly Lazy<TimeSpan> Price = new(Measure);

    public static byte[] Derive(TenantIsolate isolate, byte[] password, byte[] salt, ScryptParameters parameters, int bytes, TimeSpan cpuLeft)
    {
        if (bytes > MostBytes)
        {
            throw new V8OpException("OperationError", $"scrypt derives at most {MostBytes} bytes here; {bytes} were asked for.");
        }

        TimeSpan price = Price.Value * (parameters.Steps / Sample.Steps);
        if (price > cpuLeft)
        {
            throw new V8OpException(
                "OperationError",
                $"scrypt with these parameters would take about {price.TotalMilliseconds:0} ms of CPU time; the request has {cpuLeft.TotalMilliseconds:0} ms left.");
        }

        if (!isolate.TryChargeMemory(parameters.HeldBytes))
        {
            throw new V8OpException(
                V8ErrorClass.RangeError, $"scrypt with these parameters needs {parameters.HeldBytes} bytes of memory; the isolate has not as much left.");
        }

        try
        {
            return Run(password, salt, parameters, bytes);
        }
        finally
        {
            isolate.ChargeMemory(-parameters.HeldBytes);
        }
    }

    private static byte[] Run(byte[] password, byte[] salt, ScryptParameters parameters, int bytes)
    {
        byte[] derived = new byte[bytes];
        var (cost, blockSize, parallelization) = parameters;
        fixed (byte* passwordStart = password, saltStart = salt, start = derived)
        {
            int isDone = LibCrypto.EVP_PBE_scrypt(
                passwordStart, (nuint)password.Length, saltStart, (nuint)salt.Length, cost, blockSize, parallelization, (ulong)parameters.HeldBytes, start, (nuint)bytes);
            return isDone == 1 ? derived : throw LibCrypto.Fail("OperationError", "scrypt does not work with these parameters.");
        }
    }

    private static TimeSpan Measure()
    {
        TimeSpan start = ThreadCpu.Used;
        Run([1], [2], Sample, 1);
        return ThreadCpu.Used - start;
    }
}
