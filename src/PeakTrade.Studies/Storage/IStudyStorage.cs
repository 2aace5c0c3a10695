namespace PeakTrade.Studies;

/// <summary>Holds studies by name. A storage may be opened by many processes at once, on one machine or on many.</summary>
public interface IStudyStorage : IDisposable
{
    /// <summary>The address as a user writes it, without a password.</summary>
    string Address { get; }

    /// <summary>The studies, in the order they were made.</summary>
    IReadOnlyList<StudyDefinition> List();

    /// <summary>Makes a study; null where one of that name is there already, and then nothing is changed.</summary>
    IStudyLog? Create(StudyDefinition definition);

    /// <summary>Opens a study; null where there is none of that name.</summary>
    IStudyLog? Open(string name);

    /// <summary>
    /// Gives a definition to a study that another program made (<see cref="StudyDefinition.IsInferred"/>), and opens it: from then on it is the study of that definition. Null where there is
    /// no study of that name, or it has a definition. Refused where the trials that are there lie outside the space.
    /// </summary>
    IStudyLog? Adopt(StudyDefinition definition);
}

/// <summary>
/// One open study: the record of its trials, which many workers write at once. The law: trial numbers have no gaps; a number is given to one worker
/// only, unless that one is dead; what <see cref="Commit"/> returned true for survives a kill of this process; nothing is ever half there. Calls of one
/// object come from one thread at a time.
/// </summary>
public interface IStudyLog : IDisposable
{
    /// <summary>What the study is.</summary>
    StudyDefinition Definition { get; }

    /// <summary>The trials that were added or changed since the last call, by this object or by others, in order of number; all of them at the first call.</summary>
    IReadOnlyList<Trial> ReadChanges();

    /// <summary>
    /// Writes finished trials, and adds new ones with consecutive numbers, all at once. Of the new ones those that run are claimed by this worker; others are finished already. False where
    /// somebody has added the first of those numbers meanwhile: then none of the new ones is added, and the finished ones are written all the same. A finished trial that this worker
    /// no longer holds, because another took it over, is left as it is.
    /// </summary>
    bool Commit(IReadOnlyList<Trial> finished, IReadOnlyList<Trial> added);

    /// <summary>
    /// Takes over a running trial whose worker is dead, and forgets its steps. False where its worker lives, or another took it. That a worker lives is said by the log itself while it is open:
    /// a worker that works a trial out for an hour calls nothing meanwhile.
    /// </summary>
    bool TakeOver(int number);

    /// <summary>Gives back trials claimed and not finished, so that others may take them over at once.</summary>
    void Release();
}
