package io.tapline.report.schedule;

/** Schedules and runs in the hands of people. */
public final class ScheduleDesk {
  private final ScheduleStore schedules;
  private final RunStore runs;

  ScheduleDesk(ScheduleStore schedules, RunStore runs) {
    this.schedules = schedules;
    this.runs = runs;
  }

  ScheduleStore schedules() {
    return schedules;
  }

  RunStore runs() {
    return runs;
  }

  /**
   * The whole document of a run.
   *
   * @throws io.tapline.rpc.Refusal RUN_NOT_FOUND, DOCUMENT_NOT_FOUND
   */
  byte[] document(long run) {
    var _ = runs.get(run);
    return runs.content(run);
  }
}
