package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.search.filter.FilterRemark.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of a filter that no connection can ever meet it. A few rules, each sound: what they say
 * nothing about may still match nothing.
 */
public final class FilterRemarks {
  private static final int MAX_REMARKS = 10;

  private FilterRemarks() {}

  /**
   * Why nothing can match; at most one remark.
   *
   * @param times of the question
   */
  public static List<FilterRemark> of(Condition condition, Times times) {
    return impossible(condition, times).stream().toList();
  }

  /** The same where nothing was found: texts without wildcard may have been meant as parts. */
  public static List<FilterRemark> ofNothing(Condition condition, Times times) {
    List<FilterRemark> remarks = new ArrayList<>(of(condition, times));
    for (Condition part : conjunction(condition)) {
      if (part instanceof Condition.Text text && text.isWhole() && !text.pattern().isEmpty()) {
        remarks.add(wholeText(text));
      }
    }
    return remarks.stream().limit(MAX_REMARKS).toList();
  }

  private static FilterRemark wholeText(Condition.Text text) {
    String name = FieldNames.of(text.column());
    return new FilterRemark(
        Reason.WHOLE_TEXT,
        "%s = %s matches the whole text only; %s = *%s* finds it within longer ones."
            .formatted(name, text.pattern(), name, text.pattern()));
  }

  private static Optional<FilterRemark> impossible(Condition condition, Times times) {
    if (condition instanceof Condition.AnyOf either && isChoice(either)) {
      List<Optional<FilterRemark>> each =
          either.parts().stream().map(part -> impossible(part, times)).toList();
      return each.stream().allMatch(Optional::isPresent) ? each.getFirst() : Optional.empty();
    }
    List<Condition> parts = conjunction(condition);
    return parts.stream()
        .filter(part -> part instanceof Condition.AnyOf either && isChoice(either))
        .flatMap(part -> impossible(part, times).stream())
        .findFirst()
        .or(() -> Terms.of(parts).remark(times));
  }

  /** A net object without addresses is none. */
  private static boolean isChoice(Condition.AnyOf either) {
    return !either.parts().isEmpty();
  }

  /** All parts that must hold, without nesting. */
  private static List<Condition> conjunction(Condition condition) {
    return condition instanceof Condition.AllOf all
        ? all.parts().stream().flatMap(part -> conjunction(part).stream()).toList()
        : List.of(condition);
  }

  /**
   * The interval of a question, nanoseconds since 1970-01-01T00:00:00Z.
   *
   * @param started whether connections start in it, and not only are active
   */
  public record Times(long startNanos, long endNanos, boolean started) {}
}
