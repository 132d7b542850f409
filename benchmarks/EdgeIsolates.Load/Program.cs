using EdgeIsolates.Load;

// The pool under load: a real Kestrel host in a process of its own, and this process as its clients.
//   dotnet run -c Release --project benchmarks/EdgeIsolates.Load -- zipf  [--functions 2000] [--rate 300] [--isolates 200] [--seconds 60]
//   dotnet run -c Release --project benchmarks/EdgeIsolates.Load -- noisy [--clients 32] [--cpu-ms 1000] [--rate 100] [--pairs 10]
// docs/design/pool.md tells how to read the figures.
var arguments = new LoadArguments(args);
switch (arguments.Mode)
{
    case "host":
        await LoadHost.RunAsync(arguments);
        return 0;
    case "zipf":
        return await ZipfRun.RunAsync(arguments) ? 0 : 1;
    case "noisy":
        return await NoisyRun.RunAsync(arguments) ? 0 : 1;
    default:
        Console.Error.WriteLine("Say zipf or noisy.");
        return 2;
}
