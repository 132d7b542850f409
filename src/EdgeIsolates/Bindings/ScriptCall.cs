namespace EdgeIsolates.Bindings;

/// <summary>A call as a script made it.</summary>
internal sealed class ScriptCall(BindingUse use) : BindingCall
{
    public override IServiceProvider Services => use.Services;
}
