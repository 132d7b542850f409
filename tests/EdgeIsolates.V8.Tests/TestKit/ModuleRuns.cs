namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>Ways to run a deployment of several JavaScript modules; the first is the main one.</summary>
internal static class ModuleRuns
{
    /// <summary>Links and evaluates, then calls the global <c>answer(namespace)</c> and tells what it returned.</summary>
    public static string RunModules(this TestIsolate isolate, params (string Name, string Source)[] modules) =>
        RunModules(isolate, [.. modules.Select(module => TestIsolate.Script(module.Source, module.Name))]);

    public static string RunModules(this TestIsolate isolate, params V8Module[] modules)
    {
        using var scope = isolate.Isolate.Enter();
        Expect(scope, scope.AddModules(modules));
        Expect(scope, scope.LinkModule(modules[0].Name, out _));
        Expect(scope, scope.EvaluateModule(modules[0].Name, out var promise));
        Expect(scope, scope.RunMicrotasks());
        var state = scope.GetPromiseState(promise, out var reason);
        Assert.True(state == V8PromiseState.Fulfilled, state == V8PromiseState.Rejected ? scope.Describe(reason).Stack : state.ToString());
        Expect(scope, scope.GetNamespace(modules[0].Name, out var exports));
        Expect(scope, scope.Call(scope.Internal("global"), out var answer, scope.String("answer")));
        Expect(scope, scope.Call(answer, out var text, exports));
        return TestIsolate.TextOf(in scope, text);
    }

    /// <summary>Links modules that must not link and tells why.</summary>
    public static V8Exception LinkFails(this TestIsolate isolate, params (string Name, string Source)[] modules)
    {
        using var scope = isolate.Isolate.Enter();
        Expect(scope, scope.AddModules([.. modules.Select(module => TestIsolate.Script(module.Source, module.Name))]));
        Assert.Equal(V8Status.Exception, scope.LinkModule(modules[0].Name, out _));
        return scope.TakeException();
    }

    private static void Expect(in V8Scope scope, V8Status status) =>
        Assert.True(status == V8Status.Ok, status == V8Status.Exception ? scope.TakeException().Stack : status.ToString());
}
