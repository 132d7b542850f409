using System.Text;
using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

// The modules of one deployment, and classic scripts.
public readonly unsafe ref partial struct V8Scope
{
    private delegate V8Status NamedCall(nint isolate, byte* name, int length, nint* result);

    /// <summary>Makes modules known by name. They are compiled when first imported or linked.</summary>
    /// <returns><see cref="V8Status.Invalid"/> when a name is there twice.</returns>
    public V8Status AddModules(IReadOnlyList<V8Module> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var status = V8Status.Ok;
        for (var index = 0; index < modules.Count && status == V8Status.Ok; index++)
        {
            status = WithNative(modules[index], static (nint isolate, NativeModule* module, nint* _) => NativeMethods.ev8_module_add(isolate, module), out _);
        }

        return status;
    }

    /// <summary>Compiles a module with all it imports. <paramref name="hasModuleSyntax"/> tells whether it imports or exports anything; if not, it may be a classic script.</summary>
    public V8Status LinkModule(string name, out bool hasModuleSyntax)
    {
        var status = WithName(name, static (isolate, text, length, result) => NativeMethods.ev8_module_link(isolate, text, length, (int*)result), out var syntax);
        hasModuleSyntax = syntax != 0;
        return status;
    }

    /// <summary>Evaluates a linked module. <paramref name="promise"/> settles when it and its top-level awaits are done.</summary>
    public V8Status EvaluateModule(string name, out V8Value promise)
    {
        var status = WithName(name, NativeMethods.ev8_module_evaluate, out var local);
        promise = new V8Value(local);
        return status;
    }

    /// <summary>The exports of a linked module.</summary>
    public V8Status GetNamespace(string name, out V8Value exports)
    {
        var status = WithName(name, NativeMethods.ev8_module_namespace, out var local);
        exports = new V8Value(local);
        return status;
    }

    /// <summary>Compiles and runs a classic script.</summary>
    public V8Status Evaluate(V8Module script, out V8Value result)
    {
        ArgumentNullException.ThrowIfNull(script);
        return WithNative(script, static (nint isolate, NativeModule* native, nint* local) => NativeMethods.ev8_evaluate(isolate, native, local), out result);
    }

    /// <summary>What V8 made of the code cache of a module or script.</summary>
    public V8CodeCacheStatus GetCodeCacheStatus(string name)
    {
        _ = WithName(name, static (isolate, text, length, result) =>
        {
            *result = (nint)NativeMethods.ev8_module_cache_state(isolate, text, length);
            return V8Status.Ok;
        }, out var state);
        return (V8CodeCacheStatus)state;
    }

    /// <summary>The compiled code of an evaluated module or script, best made after it has run; empty when there is none.</summary>
    public byte[] CreateCodeCache(string name)
    {
        NativeBytes bytes = default;
        var status = WithName(name, static (isolate, text, length, result) => NativeMethods.ev8_module_cache(isolate, text, length, *(NativeBytes**)result), out _, (nint)(&bytes));
        return status == V8Status.Ok ? bytes.TakeArray() : [];
    }

    private delegate V8Status NativeModuleCall(nint isolate, NativeModule* module, nint* local);

    private V8Status WithNative(V8Module module, NativeModuleCall call, out V8Value result)
    {
        var name = Encoding.UTF8.GetBytes(module.Name);
        nint local = 0;
        fixed (byte* nameBytes = name)
        fixed (byte* content = module.Content.Span)
        fixed (byte* cache = module.CodeCache.Span)
        {
            var native = new NativeModule
            {
                Name = nameBytes,
                NameLength = name.Length,
                Content = content,
                ContentLength = module.Content.Length,
                CodeCache = cache,
                CodeCacheLength = module.CodeCache.Length,
                Kind = module.Kind,
            };
            var status = call(_native, &native, &local);
            result = new V8Value(local);
            return status;
        }
    }

    private V8Status WithName(string name, NamedCall call, out nint result, nint initial = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        var utf8 = Encoding.UTF8.GetBytes(name);
        var slot = initial;
        fixed (byte* text = utf8)
        {
            var status = call(_native, text, utf8.Length, &slot);
            result = slot;
            return status;
        }
    }
}
