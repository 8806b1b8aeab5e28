package io.tapline.report.fwctl;

/**
 * Headings of the text pages.
 *
 * @param running first words of each page, at most 31 characters
 * @param title line of the first page
 * @param rule line below the report's period
 */
record PageTitle(String running, String title, String rule) {
  static final PageTitle DETAILS =
      new PageTitle(
          "Details Report",
          "\t\t  Details Packet Filters Log Report",
          "                  ---------------------------------");

  static PageTitle summary(Family family) {
    return switch (family) {
      case SERVICE ->
          new PageTitle(
              "Service Summary",
              "\t\t Service Summary (By Service) Report",
              "                 -----------------------------------");
      case DST_ALIAS ->
          new PageTitle(
              "Destination Summary (By Alias)",
              "\t\tDestination Summary (By Alias) Report",
              "                -------------------------------------");
      case SERVICE_ALIAS -> centred("Service Summary (By Alias)", "Report");
      case SERVICE_HOST -> centred("Service Summary (By Host)", "Report");
      case SRC_ALIAS -> centred("Source Summary (By Alias)", "Report");
      case SRC_HOST -> centred("Source Summary (By Host)", "Report");
      case DST_HOST -> centred("Destination Summary (By Host)", "Report");
    };
  }

  static PageTitle groups(Family family) {
    return switch (family) {
      case SERVICE ->
          new PageTitle(
              "Service Report",
              "\t\tPacket Filters Log Report (By Service)",
              "\t\t--------------------------------------");
      case SERVICE_ALIAS -> ofLog("Service Report (By Alias)", "(By Service and Alias)");
      case SERVICE_HOST -> ofLog("Service Report (By Host)", "(By Service and Host)");
      case SRC_ALIAS -> ofLog("Source Report (By Alias)", "(By Source Alias)");
      case SRC_HOST -> ofLog("Source Report (By Host)", "(By Source Host)");
      case DST_ALIAS -> ofLog("Destination Report (By Alias)", "(By Destination Alias)");
      case DST_HOST -> ofLog("Destination Report (By Host)", "(By Destination Host)");
    };
  }

  private static PageTitle ofLog(String running, String by) {
    String title = "Packet Filters Log Report " + by;
    return new PageTitle(running, TextCells.centre(title), rule(title));
  }

  private static PageTitle centred(String running, String word) {
    String title = running + " " + word;
    return new PageTitle(running, TextCells.centre(title), rule(title));
  }

  private static String rule(String title) {
    return TextCells.centre("-".repeat(title.length()));
  }
}
