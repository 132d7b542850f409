namespace EdgeIsolates.Isolates;

/// <summary>Makes cold starts: takes a blank, gives it to one version of a function and runs the start-up in place.</summary>
internal sealed class IsolateStarter(BlankReserve blanks, IsolateEnvironment environment)
{
    /// <param name="function">The function.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="envJson">What scripts get as <c>env</c>.</param>
    /// <param name="home">Who keeps the isolate; <see langword="null"/> when it is for the caller alone. Those that run aside leave the reserve to others.</param>
    /// <param name="wantedExports">What a deploy wants the main module to export (<see cref="Deployments.WantedExport"/>), as JSON; a cold start wants nothing.</param>
    public async ValueTask<StartedIsolate> StartAsync(EdgeFunction function, IsolateLimits limits, string envJson, IIsolateHome? home = null, string wantedExports = "")
    {
        long before = environment.Time.GetTimestamp();
        BlankIsolate blank = home is { RunsAside: true } ? blanks.Make() : blanks.Take();
        TimeSpan wait = environment.Time.GetElapsedTime(before);
        TenantIsolate isolate = Specialise(blank, function, limits, home);
        isolate.Use.Add();
        isolate.Use.Add();
        var startup = new StartupInvocation(isolate, envJson, wait, wantedExports);
        StartFailure? failure = await startup.Start();
        return new StartedIsolate(isolate, failure, startup.IsClassicScript);
    }

    private TenantIsolate Specialise(BlankIsolate blank, EdgeFunction function, IsolateLimits limits, IIsolateHome? home)
    {
        // The isolate's timers outlive the request that causes the cold start and must not keep its ambient values.
        bool flows = !ExecutionContext.IsFlowSuppressed();
        if (flows)
        {
            ExecutionContext.SuppressFlow();
        }

        try
        {
            return new TenantIsolate(blank, function, limits, environment, home);
        }
        finally
        {
            if (flows)
            {
                ExecutionContext.RestoreFlow();
            }
        }
    }
}
