using System.Globalization;
using System.Text;

namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>An isolate from <see cref="TestSnapshot"/> with its host, and short ways to run a script in it.</summary>
internal sealed class TestIsolate : IDisposable
{
    public const string ScriptName = "main.js";

    public TestIsolate(V8IsolateOptions? options = null, V8Snapshot? snapshot = null) =>
        Isolate = new V8Isolate(snapshot ?? TestSnapshot.Shared, options ?? new V8IsolateOptions { TotalLimitBytes = 64 << 20 }, Host);

    public TestHost Host { get; } = new();

    public V8Isolate Isolate { get; }

    public static TestIsolate WithLimit(int megabytes) => new(new V8IsolateOptions { TotalLimitBytes = (long)megabytes << 20 });

    public static V8Module Script(string source, string name = ScriptName, byte[]? codeCache = null) =>
        new(name, V8ModuleKind.JavaScript, Encoding.UTF8.GetBytes(source), codeCache);

    public static string TextOf(in V8Scope scope, V8Value value)
    {
        if (scope.GetString(value) is { } text)
        {
            return text;
        }

        var number = scope.GetNumber(value);
        return !double.IsNaN(number) ? number.ToString("R", CultureInfo.InvariantCulture)
            : scope.IsNullOrUndefined(value) ? "nothing"
            : scope.GetBoolean(value) ? "true" : "false";
    }

    /// <summary>Runs a classic script and its microtasks.</summary>
    public V8Status Run(string source, out string? text)
    {
        using var scope = Isolate.Enter();
        var status = scope.Evaluate(Script(source), out var result);
        text = status == V8Status.Ok ? TextOf(in scope, result) : null;
        return status == V8Status.Ok ? scope.RunMicrotasks() : status;
    }

    public V8Status Run(string source) => Run(source, out _);

    /// <summary>Runs a script that must succeed and tells its value as text.</summary>
    public string Evaluate(string source)
    {
        var status = Run(source, out var text);
        Assert.True(status == V8Status.Ok, $"{status} {Isolate.TerminationReason} {Isolate.LossReason} {(status == V8Status.Exception ? Exception() : null)}");
        return text!;
    }

    /// <summary>Runs a script that must throw.</summary>
    public V8Exception Throws(string source)
    {
        Assert.Equal(V8Status.Exception, Run(source));
        return Exception();
    }

    /// <summary>Runs a script and its microtasks as a request of its own.</summary>
    public RequestRun RunAs(int request, TimeSpan cpuLimit, string source)
    {
        using var scope = Isolate.Enter();
        scope.BeginRequest(request, cpuLimit);
        scope.SwitchRequest(request);
        var status = scope.Evaluate(Script(source), out var result);
        var text = status == V8Status.Ok ? TextOf(in scope, result) : null;
        if (status == V8Status.Ok)
        {
            status = scope.RunMicrotasks();
        }

        var stopped = scope.StoppedRequest;
        return new RequestRun(status, text, Isolate.TerminationReason, stopped, scope.EndRequest(request));
    }

    public void Release(V8Reference held)
    {
        using var scope = Isolate.Enter();
        scope.Release(held);
    }

    public void Dispose() => Isolate.Dispose();

    private V8Exception Exception()
    {
        using var scope = Isolate.Enter();
        return scope.TakeException();
    }
}
