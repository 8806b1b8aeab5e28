package io.tapline.report.reports;

/** The reports by name. */
public enum Report {
  SERVICE_SUMMARY(
      "service-summary",
      "Connections, packets, bytes, clients and servers of each service, most bytes first."),
  TOP_TALKERS(
      "top-talkers", "Clients or servers with the most bytes, packets or connections, exact."),
  TRAFFIC_OVER_TIME(
      "traffic-over-time",
      "Bytes and connections per time bucket, the top services apart and the rest together."),
  TOP("top", "The largest groups of connections by any columns, and the rest together."),
  PERCENTILE(
      "percentile", "The 95th or another percentile of the traffic in bins of five minutes."),
  CHANGE("change", "An interval against another: what grew, shrank, is new or vanished."),
  MATRIX(
      "matrix", "The largest groups of one column against those of another, and the rest of both."),
  LONG("long", "The connections that lasted longest, open ones too."),
  QUALITY("quality", "How TCP connections ended, by any columns: unanswered, rejected, reset.");

  private final String title;
  private final String description;

  Report(String title, String description) {
    this.title = title;
    this.description = description;
  }

  /** Its name in calls and commands. */
  public String title() {
    return title;
  }

  public String description() {
    return description;
  }
}
