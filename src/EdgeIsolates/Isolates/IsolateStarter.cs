namespace EdgeIsolates.Isolates;

/// <summary>Makes cold starts: takes a blank, gives it to one version of a function and runs the start-up in place.</summary>
internal sealed class IsolateStarter(BlankReserve blanks, IsolateEnvironment environment)
{
    public async ValueTask<StartedIsolate> StartAsync(EdgeFunction function, IsolateLimits limits, string envJson)
    {
        long before = environment.Time.GetTimestamp();
        BlankIsolate blank = blanks.Take();
        TimeSpan wait = environment.Time.GetElapsedTime(before);
        TenantIsolate isolate = Specialise(blank, function, limits);
        isolate.Use.Add();
        isolate.Use.Add();
        var startup = new StartupInvocation(isolate, envJson, wait);
        StartFailure? failure = await startup.Start();
        return new StartedIsolate(isolate, failure, startup.IsClassicScript);
    }

    private TenantIsolate Specialise(BlankIsolate blank, EdgeFunction function, IsolateLimits limits)
    {
        // The isolate's timers outlive the request that causes the cold start and must not keep its ambient values.
        bool flows = !ExecutionContext.IsFlowSuppressed();
        if (flows)
        {
            ExecutionContext.SuppressFlow();
        }

        try
        {
            return new TenantIsolate(blank, function, limits, environment);
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
