package io.tapline.cli.firewall;

import io.tapline.report.v1.FirewallReportFamily;
import java.util.Locale;

/** The reports by the names of fwctlreport; {@code …_sum} is the summary. */
enum ReportName {
  SERVICE_SUM,
  SERVICE,
  SERVICE_ALIAS_SUM,
  SERVICE_ALIAS,
  SERVICE_HOST_SUM,
  SERVICE_HOST,
  SRC_ALIAS_SUM,
  SRC_ALIAS,
  SRC_HOST_SUM,
  SRC_HOST,
  DST_ALIAS_SUM,
  DST_ALIAS,
  DST_HOST_SUM,
  DST_HOST,
  DETAILS;

  private static final String SUM = "_SUM";

  boolean isSummary() {
    return name().endsWith(SUM);
  }

  /** What is grouped by; unspecified for the records themselves. */
  FirewallReportFamily family() {
    return this == DETAILS
        ? FirewallReportFamily.FIREWALL_REPORT_FAMILY_UNSPECIFIED
        : FirewallReportFamily.valueOf("FIREWALL_REPORT_FAMILY_" + name().replace(SUM, ""));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
