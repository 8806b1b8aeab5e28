package io.tapline.flowlog.search;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.FieldHints;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import io.tapline.rpc.NamedPages;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The fields of the filter language as messages. */
final class FieldMessages {
  private static final int MAX_VALUES = 200;

  private static final List<Field> BY_USE = FieldHints.byUse();

  private static final NamedPages<Field> PAGES =
      new NamedPages<>("fields", field -> "%03d".formatted(BY_USE.indexOf(field)), Reason.PAGES);

  private FieldMessages() {}

  /**
   * @param sources names by number
   * @param netObjects names that filters may use
   */
  static ListFieldsResponse fields(
      ListFieldsRequest request, Map<Integer, String> sources, Collection<String> netObjects) {
    NamedPages.Page<Field> page =
        PAGES.page(BY_USE.stream(), request.getPageSize(), request.getPageToken());
    return ListFieldsResponse.newBuilder()
        .addAllFields(
            page.entries().stream()
                .map(field -> field(field, values(field, sources.values(), netObjects)))
                .toList())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static List<String> values(
      Field field, Collection<String> sources, Collection<String> netObjects) {
    return switch (field.kind()) {
      case SOURCE -> names(sources);
      case NETOBJECT -> names(netObjects);
      default -> FieldHints.values(field);
    };
  }

  private static FilterField field(Field field, List<String> values) {
    return FilterField.newBuilder()
        .setName(field.text())
        .setDescription(FieldHints.description(field))
        .setOrdered(field.isOrdered())
        .setGroupable(field.isColumn())
        .addAllValues(values)
        .build();
  }

  private static List<String> names(Collection<String> names) {
    return names.stream().sorted().limit(MAX_VALUES).toList();
  }
}
