using EdgeIsolates.Hosting;

namespace EdgeIsolates.Isolates;

// What isolates tell the pool in the course of their life, and what the pool does by the clock.
internal sealed partial class IsolatePool
{
    /// <summary>An isolate grew or shrank; any thread.</summary>
    public void OnMeasured(long deltaBytes)
    {
        _room.AddBytes(deltaBytes);
        if (deltaBytes > 0 && _room.IsOverBudget)
        {
            Relieve();
        }
    }

    /// <summary>An isolate of the function has room for another request; any thread.</summary>
    public void ServeQueue(FunctionIsolates isolates)
    {
        lock (_gate)
        {
            Serve(isolates);
        }
    }

    /// <summary>An isolate fell idle, and could make room for another function; any thread.</summary>
    public void OnUnused()
    {
        if (_line.Waiting > 0)
        {
            lock (_gate)
            {
                ServeLine();
            }
        }
    }

    /// <summary>An isolate went over a limit.</summary>
    public void OnCondemned(FunctionIsolates isolates, TenantIsolate isolate)
    {
        lock (_gate)
        {
            isolates.NoteCondemned(isolate);
            Serve(isolates);
        }

        _environment.Logger.IsolateCondemned(isolate.Function.Name, isolate.Function.Version, isolate.Id, isolate.StopReason);
        if (isolate.IsLost)
        {
            _quarantine.NoteLoss(isolate.Function);
        }
    }

    /// <summary>Nobody uses the isolate, and nobody may.</summary>
    public void OnClosing(FunctionIsolates isolates, TenantIsolate isolate, long measuredBytes)
    {
        lock (_gate)
        {
            _room.AddBytes(-measuredBytes);
            _room.NoteClosing(isolate);
            isolates.NoteClosing(isolate);
            Serve(isolates);
        }
    }

    /// <summary>The isolate has been disposed.</summary>
    public void OnGone(TenantIsolate isolate)
    {
        _open.TryRemove(isolate, out _);
        lock (_gate)
        {
            _room.NoteGone();
            ServeLine();
        }
    }

    /// <summary>Replaces an isolate: another is started first, unless there are others anyway or there is no room for one.</summary>
    public void Renew(FunctionIsolates isolates, TenantIsolate isolate)
    {
        lock (_gate)
        {
            if (isolate.IsOutgoing || isolate.Use.IsRetiring || isolates.IsRetired)
            {
                return;
            }

            isolate.IsOutgoing = true;
            _renewed++;
            _environment.Logger.IsolateRenewed(isolate.Id, isolate.Function.Name, isolate.Function.Version, isolate.RequestsServed, isolate.MeasuredBytes);
            Renew(isolates);
            Serve(isolates);
        }
    }

    /// <summary>Lets isolates go that are to be renewed, once there is one in their place or there cannot be.</summary>
    private static void Renew(FunctionIsolates isolates)
    {
        if (isolates.HasFresh || isolates.IsBroken)
        {
            isolates.RemoveOutgoing();
        }
    }

    private void Relieve()
    {
        lock (_gate)
        {
            if (_environment.Time.GetElapsedTime(_relievedAt) >= ReliefPause)
            {
                _relievedAt = _environment.Time.GetTimestamp();
                _room.Relieve();
            }
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            long now = _environment.Time.GetTimestamp();
            foreach (FunctionIsolates isolates in _functions.Values.Concat(_ofObjects.Values).ToArray())
            {
                SweepIdle(isolates, now);
                isolates.IsBroken = false;
                _line.Join(isolates);
                if (isolates.IsEmpty && (isolates.KeptWarm == 0 || isolates.IsRetired) && HomesOf(isolates).TryRemove(isolates.Function, out _))
                {
                    isolates.Retire();
                }
            }

            BreakOffLate(now);
            ForgetDebts();
            if (_room.IsOverBudget)
            {
                _room.Relieve();
            }

            ServeLine();
        }

        _blanks.Trim();
    }

    private void SweepIdle(FunctionIsolates isolates, long now)
    {
        foreach (TenantIsolate isolate in isolates.All)
        {
            if (isolates.HasSpare && isolate.Use.IsUnused && _environment.Time.GetElapsedTime(isolate.LastUsed, now) >= _options.IdleTimeout)
            {
                isolates.Remove(isolate);
            }
        }
    }

    private void BreakOffLate(long now)
    {
        foreach (TenantIsolate isolate in _room.Isolates.Keys)
        {
            if (isolate.Use.IsRetiring && !isolate.IsBrokenOff && _environment.Time.GetElapsedTime(isolate.RetiredAt, now) >= _options.DrainTimeout)
            {
                isolate.IsBrokenOff = true;
                _environment.Logger.IsolateBrokenOff(isolate.Id, isolate.Function.Name, isolate.Function.Version, isolate.RequestsUnderWay);
                isolate.BreakOff(LimitErrors.DrainOver(_options.DrainTimeout));
            }
        }
    }

    private void ForgetDebts()
    {
        HashSet<string> names = [.. _functions.Keys.Concat(_ofObjects.Keys).Select(static function => function.Name)];
        foreach ((string name, CpuDebt debt) in _debts)
        {
            if (!debt.IsHeavy && !names.Contains(name))
            {
                _debts.Remove(name);
            }
        }
    }
}
