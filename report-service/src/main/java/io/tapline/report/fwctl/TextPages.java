package io.tapline.report.fwctl;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The pages of fwctlreport: lines for 80 columns, at most {@value #PAGE_LINES} a page, pages after
 * the first begin with a form feed. Texts that are too long are cut. Layouts of reports of which
 * the original has no sample follow those of which it has.
 */
public final class TextPages {
  private static final int PAGE_LINES = 60;
  private static final int RUNNING_WIDTH = 31;
  private static final int COUNT_WIDTH = 10;
  private static final int HOST_WIDTH = 22;
  private static final int ACTION_WIDTH = 6;
  private static final int ALIAS_WIDTH = 25;

  private final StringBuilder text = new StringBuilder();
  private final PageTitle title;
  private final String period;
  private final DateTimeFormatter toSecond;
  private int page;
  private int lines;

  private TextPages(PageTitle title, long start, long end, ZoneId zone) {
    this.title = title;
    this.toSecond = format("yyyy.MM.dd HH:mm:ss", zone);
    DateTimeFormatter toMinute = format("yyyy.MM.dd HH:mm", zone);
    this.period = time(toMinute, start) + " - " + time(toMinute, end);
  }

  private static DateTimeFormatter format(String pattern, ZoneId zone) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
  }

  private static String time(DateTimeFormatter format, long seconds) {
    return format.format(Instant.ofEpochSecond(seconds));
  }

  /** Pages of a summary; times are in the zone. */
  public static String summary(
      Family family, List<SummaryRow> rows, long start, long end, ZoneId zone) {
    TextPages pages = new TextPages(PageTitle.summary(family), start, end, zone);
    pages.open(rows.isEmpty(), counted(heading(family), "Count"), "");
    rows.forEach(row -> pages.write(counted(name(family, row.example()), "" + row.count())));
    return pages.text.toString();
  }

  /** Pages of groups of records. */
  public static String groups(
      Family family, List<List<FirewallRecord>> groups, long start, long end, ZoneId zone) {
    TextPages pages = new TextPages(PageTitle.groups(family), start, end, zone);
    pages.open(groups.isEmpty(), "");
    for (List<FirewallRecord> group : groups) {
      pages.write("", TextCells.centre(name(family, group.getFirst())), "");
      group.forEach(packet -> pages.write(pages.row(family, packet)));
    }
    return pages.text.toString();
  }

  /** Pages of single records. */
  public static String details(List<FirewallRecord> records, long start, long end, ZoneId zone) {
    TextPages pages = new TextPages(PageTitle.DETAILS, start, end, zone);
    pages.open(records.isEmpty(), "");
    records.forEach(
        packet ->
            pages.write(
                pages.head(packet),
                place("Source:      ", packet.source()),
                host(packet.source()),
                place("Destination: ", packet.destination()),
                host(packet.destination()),
                ""));
    return pages.text.toString();
  }

  private void open(boolean empty, String... headings) {
    List<String> block = new ArrayList<>(List.of("", "", title.title()));
    block.add(" ".repeat(17) + period);
    block.add(title.rule());
    block.addAll(List.of(headings));
    if (empty) {
      block.addAll(List.of("", TextCells.centre("NO RECORDS")));
    }
    write(block.toArray(String[]::new));
  }

  /** Writes lines that stand on one page. */
  private void write(String... block) {
    if (page == 0 || lines + block.length > PAGE_LINES) {
      turn();
    }
    for (String line : block) {
      text.append(line).append('\n');
    }
    lines += block.length;
  }

  private void turn() {
    page++;
    lines = 2;
    text.append(page > 1 ? "\f" : "")
        .append(TextCells.left(title.running(), RUNNING_WIDTH))
        .append(' ')
        .append(period)
        .append(TextCells.right("" + page, 5))
        .append("\n\n");
  }

  private static String heading(Family family) {
    return switch (family) {
      case SERVICE -> "Service";
      case SERVICE_ALIAS -> TextCells.left("Alias", ALIAS_WIDTH) + " Service";
      case SERVICE_HOST -> TextCells.left("Host", ALIAS_WIDTH) + " Service";
      case SRC_ALIAS, DST_ALIAS -> "Alias";
      case SRC_HOST, DST_HOST -> "Host";
    };
  }

  private static String name(Family family, FirewallRecord packet) {
    Endpoint side = family.side(packet);
    return switch (family) {
      case SERVICE -> packet.serviceText();
      case SERVICE_ALIAS -> TextCells.left(side.alias(), ALIAS_WIDTH) + " " + packet.serviceText();
      case SERVICE_HOST -> TextCells.left(hostOf(side), ALIAS_WIDTH) + " " + packet.serviceText();
      case SRC_ALIAS, DST_ALIAS -> side.alias();
      case SRC_HOST, DST_HOST -> hostOf(side);
    };
  }

  private static String hostOf(Endpoint side) {
    return side.host().isEmpty() ? side.ip() : side.host();
  }

  private static String counted(String name, String count) {
    return TextCells.left(name, TextCells.WIDTH - COUNT_WIDTH)
        + TextCells.right(count, COUNT_WIDTH);
  }

  /** A record of a group: what its heading says already is left out. */
  private String row(Family family, FirewallRecord packet) {
    String when = time(toSecond, packet.time()) + " ";
    String action = " " + TextCells.right(packet.action(), ACTION_WIDTH);
    String left = family.hasService() ? packet.source().ip() : other(family, packet).ip();
    String right = family.hasService() ? packet.destination().ip() : packet.serviceText();
    return when
        + TextCells.left(left, HOST_WIDTH)
        + " "
        + TextCells.right(right, HOST_WIDTH)
        + action;
  }

  private static Endpoint other(Family family, FirewallRecord packet) {
    return family.side(packet).equals(packet.source()) ? packet.destination() : packet.source();
  }

  private String head(FirewallRecord packet) {
    int before = (ACTION_WIDTH + 1 - Math.min(packet.action().length(), ACTION_WIDTH)) / 2;
    String action = TextCells.left(" ".repeat(before) + packet.action(), ACTION_WIDTH);
    return time(toSecond, packet.time())
        + " ".repeat(12)
        + action
        + " ".repeat(3)
        + TextCells.right(packet.serviceText(), 33);
  }

  private static String place(String side, Endpoint endpoint) {
    return side + TextCells.left(endpoint.ip(), 40) + TextCells.right(endpoint.alias(), 20);
  }

  private static String host(Endpoint endpoint) {
    return endpoint.host().isEmpty() ? "" : " ".repeat(13) + TextCells.left(endpoint.host(), 60);
  }
}
