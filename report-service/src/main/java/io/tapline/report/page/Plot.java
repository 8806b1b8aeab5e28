package io.tapline.report.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers to look at; each has its unit in words. */
public sealed interface Plot {
  /** A few words. */
  String title();

  /** What is to be seen, for people who do not see it. */
  String description();

  /**
   * Horizontal bars, one below the other.
   *
   * @param parts names of what bars are made of; one without a name for plain bars
   * @param shares whether every bar is as long as the others, so that only the parts differ
   */
  record Bars(String title, String description, List<String> parts, boolean shares, List<Bar> bars)
      implements Plot {
    public Bars {
      parts = List.copyOf(parts);
      bars = List.copyOf(bars);
    }
  }

  /**
   * One bar.
   *
   * @param text its number for people
   * @param values one for each part; a plain bar may be negative
   */
  record Bar(String label, String text, List<Long> values) {
    public Bar {
      values = List.copyOf(values);
    }
  }

  /**
   * Amounts along time, one on top of the other.
   *
   * @param starts of the buckets, without gaps
   * @param zone of the times
   * @param series the first at the bottom
   * @param mark a height to compare with; null for none
   */
  record Areas(
      String title,
      String description,
      Unit unit,
      List<Instant> starts,
      ZoneId zone,
      List<Series> series,
      @Nullable Mark mark)
      implements Plot {
    public Areas {
      starts = List.copyOf(starts);
      series = List.copyOf(series);
    }
  }

  /** One value per bucket. The array belongs to the plot and must not be changed. */
  // An array, not a list: thousands of numbers.
  @SuppressWarnings("ArrayRecordComponent")
  record Series(String name, String text, long[] values) {}

  /** A line at a height. */
  record Mark(String label, long value) {}

  /**
   * Cells by row and column, the darker the more.
   *
   * @param values by row, then by column
   */
  record Heat(
      String title,
      String description,
      Unit unit,
      List<String> rows,
      List<String> columns,
      List<List<Long>> values)
      implements Plot {
    public Heat {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
      values = List.copyOf(values);
    }
  }
}
