namespace PeakTrade.Studies.Tests.Storage;

[Collection(PostgresTests.Name)]
public sealed class PostgresStorageTests(PostgresServer server) : StudyStorageContract
{
    protected override IStudyStorage Fresh() => StudyStorage.Open(server.NewDatabase());

    [FactWithPostgres]
    public override void A_name_is_given_once() => base.A_name_is_given_once();

    [FactWithPostgres]
    public override void A_name_that_nobody_gave_opens_nothing() => base.A_name_that_nobody_gave_opens_nothing();

    [FactWithPostgres]
    public override void What_was_written_comes_back_as_it_was() => base.What_was_written_comes_back_as_it_was();

    [FactWithPostgres]
    public override void A_number_is_claimed_once() => base.A_number_is_claimed_once();

    [FactWithPostgres]
    public override void Others_see_what_has_changed_since_they_looked() => base.Others_see_what_has_changed_since_they_looked();

    [FactWithPostgres]
    public override void A_trial_that_was_given_back_is_taken_over_by_one() => base.A_trial_that_was_given_back_is_taken_over_by_one();

    [FactWithPostgres]
    public override void A_definition_comes_back_as_it_was() => base.A_definition_comes_back_as_it_was();

    [FactWithPostgres]
    public override void Steps_of_several_objectives_come_back() => base.Steps_of_several_objectives_come_back();

    [FactWithPostgres]
    public override void Finished_and_new_trials_are_written_together_and_the_finished_ones_even_where_the_new_ones_are_not() => base.Finished_and_new_trials_are_written_together_and_the_finished_ones_even_where_the_new_ones_are_not();

    [FactWithPostgres]
    public override void Two_runners_share_a_study_and_make_the_trials_that_one_makes() => base.Two_runners_share_a_study_and_make_the_trials_that_one_makes();
}
