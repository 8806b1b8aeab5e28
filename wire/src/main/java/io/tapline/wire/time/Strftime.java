package io.tapline.wire.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * Times by the conversions of strftime(3), in UTC and the C locale: {@code a A b B c C d D e F g G
 * h H I j k l m M n p P r R s S t T u U V w W x X y Y z Z %}. Pure functions.
 */
public final class Strftime {
  private static final int DAYS_OF_WEEK = 7;
  private static final int HOURS_OF_HALF = 12;
  private static final int YEARS_OF_CENTURY = 100;

  private Strftime() {}

  /**
   * The pattern with its conversions replaced; every other character stays.
   *
   * @throws IllegalArgumentException if the pattern has an unknown conversion or ends with %
   */
  public static String format(String pattern, Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      if (c != '%') {
        text.append(c);
      } else if (++at < pattern.length()) {
        text.append(conversion(pattern.charAt(at), time));
      } else {
        throw new IllegalArgumentException("ends with %");
      }
    }
    return text.toString();
  }

  /**
   * The text of one conversion.
   *
   * @param letter what follows the %
   * @throws IllegalArgumentException if there is no such conversion
   */
  public static String conversion(char letter, ZonedDateTime time) {
    String composed = composition(letter);
    if (!composed.isEmpty()) {
      return format(composed, time.toInstant());
    }
    return switch (letter) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      case 'z' -> "+0000";
      case 'Z' -> "UTC";
      case 's' -> Long.toString(time.toEpochSecond());
      case 'C', 'g', 'G', 'y', 'Y' -> year(letter, time);
      case 'a', 'A', 'b', 'B' -> name(letter, time);
      case 'H', 'I', 'k', 'l', 'M', 'S', 'p', 'P' -> timeOfDay(letter, time);
      default -> day(letter, time);
    };
  }

  /** A conversion that stands for several others; empty = it is a single one. */
  private static String composition(char letter) {
    return switch (letter) {
      case 'c' -> "%a %b %e %H:%M:%S %Y";
      case 'D', 'x' -> "%m/%d/%y";
      case 'F' -> "%Y-%m-%d";
      case 'h' -> "%b";
      case 'r' -> "%I:%M:%S %p";
      case 'R' -> "%H:%M";
      case 'T', 'X' -> "%H:%M:%S";
      default -> "";
    };
  }

  private static String year(char letter, ZonedDateTime time) {
    int weekYear = time.get(IsoFields.WEEK_BASED_YEAR);
    return switch (letter) {
      case 'C' -> digits(Math.floorDiv(time.getYear(), YEARS_OF_CENTURY), 2);
      case 'g' -> digits(Math.floorMod(weekYear, YEARS_OF_CENTURY), 2);
      case 'G' -> digits(weekYear, 4);
      case 'y' -> digits(Math.floorMod(time.getYear(), YEARS_OF_CENTURY), 2);
      default -> digits(time.getYear(), 4);
    };
  }

  private static String name(char letter, ZonedDateTime time) {
    String pattern =
        switch (letter) {
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'b' -> "MMM";
          default -> "MMMM";
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
  }

  private static String timeOfDay(char letter, ZonedDateTime time) {
    int half = time.getHour() % HOURS_OF_HALF;
    int hourOfHalf = half == 0 ? HOURS_OF_HALF : half;
    boolean afternoon = time.getHour() >= HOURS_OF_HALF;
    return switch (letter) {
      case 'H' -> digits(time.getHour(), 2);
      case 'I' -> digits(hourOfHalf, 2);
      case 'k' -> spaced(time.getHour());
      case 'l' -> spaced(hourOfHalf);
      case 'M' -> digits(time.getMinute(), 2);
      case 'S' -> digits(time.getSecond(), 2);
      case 'p' -> afternoon ? "PM" : "AM";
      default -> afternoon ? "pm" : "am";
    };
  }

  private static String day(char letter, ZonedDateTime time) {
    int fromMonday = time.getDayOfWeek().getValue();
    int fromSunday = fromMonday % DAYS_OF_WEEK;
    return switch (letter) {
      case 'd' -> digits(time.getDayOfMonth(), 2);
      case 'e' -> spaced(time.getDayOfMonth());
      case 'j' -> digits(time.getDayOfYear(), 3);
      case 'm' -> digits(time.getMonthValue(), 2);
      case 'u' -> Integer.toString(fromMonday);
      case 'U' -> week(time, fromSunday);
      case 'V' -> digits(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
      case 'w' -> Integer.toString(fromSunday);
      case 'W' -> week(time, fromMonday - 1);
      default -> throw new IllegalArgumentException("has the unknown conversion %" + letter);
    };
  }

  /** Week of the year, 00 to 53, of a day that is the so manieth of its week, from 0. */
  private static String week(ZonedDateTime time, int dayOfWeek) {
    return digits((time.getDayOfYear() - 1 + DAYS_OF_WEEK - dayOfWeek) / DAYS_OF_WEEK, 2);
  }

  private static String digits(int value, int width) {
    return String.format(Locale.ROOT, "%0" + width + "d", value);
  }

  private static String spaced(int value) {
    return String.format(Locale.ROOT, "%2d", value);
  }
}
