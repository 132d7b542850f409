using System.Text;
using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

// The modules of one deployment, and classic scripts.
public readonly unsafe ref partial struct V8Scope
{
    private delegate V8Status ModuleCall(nint isolate, byte* name, int length);

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
        var syntax = 0;
        var status = WithName(name, (isolate, text, length) =>
        {
            int has = 0;
            var linked = NativeMethods.ev8_module_link(isolate, text, length, &has);
            syntax = has;
            return linked;
        });
        hasModuleSyntax = syntax != 0;
        return status;
    }

    /// <summary>Evaluates a linked module. <paramref name="promise"/> settles when it and its top-level awaits are done.</summary>
    public V8Status EvaluateModule(string name, out V8Value promise)
    {
        nint local = 0;
        var status = WithName(name, (isolate, text, length) =>
        {
            nint result = 0;
            var evaluated = NativeMethods.ev8_module_evaluate(isolate, text, length, &result);
            local = result;
            return evaluated;
        });
        promise = new V8Value(local);
        return status;
    }

    /// <summary>The exports of a linked module.</summary>
    public V8Status GetNamespace(string name, out V8Value exports)
    {
        nint local = 0;
        var status = WithName(name, (isolate, text, length) =>
        {
            nint result = 0;
            var got = NativeMethods.ev8_module_namespace(isolate, text, length, &result);
            local = result;
            return got;
        });
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
        var state = V8CodeCacheStatus.None;
        _ = WithName(name, (isolate, text, length) =>
        {
            state = NativeMethods.ev8_module_cache_state(isolate, text, length);
            return V8Status.Ok;
        });
        return state;
    }

    /// <summary>The compiled code of an evaluated module or script, best made after it has run; empty when there is none.</summary>
    public byte[] CreateCodeCache(string name)
    {
        byte[] cache = [];
        _ = WithName(name, (isolate, text, length) =>
        {
            NativeBytes bytes = default;
            var status = NativeMethods.ev8_module_cache(isolate, text, length, &bytes);
            if (status == V8Status.Ok)
            {
                cache = bytes.TakeArray();
            }

            return status;
        });
        return cache;
    }

    private unsafe delegate V8Status NativeModuleCall(nint isolate, NativeModule* module, nint* local);

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

    private V8Status WithName(string name, ModuleCall call)
    {
        ArgumentNullException.ThrowIfNull(name);
        var utf8 = Encoding.UTF8.GetBytes(name);
        fixed (byte* text = utf8)
        {
            return call(_native, text, utf8.Length);
        }
    }
}
