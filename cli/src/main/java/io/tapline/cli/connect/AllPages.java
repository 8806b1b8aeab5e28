package io.tapline.cli.connect;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a list to its end. Every List of the contracts has {@code page_size}, {@code page_token}
 * and {@code next_page_token}. A request that has a page size keeps it; otherwise pages are as
 * large as a List gives them.
 */
public final class AllPages {
  /** The most that a List gives at once. */
  private static final int SIZE = 1_000;

  private AllPages() {}

  /** The rows of all pages, in their order. */
  public static <Q extends Message, A extends Message, T> List<T> rows(
      Function<Q, A> list, Q request, Function<A, List<T>> rows) {
    return of(list, request).stream().flatMap(page -> rows.apply(page).stream()).toList();
  }

  /** All pages; at least one. */
  public static <Q extends Message, A extends Message> List<A> of(Function<Q, A> list, Q request) {
    List<A> pages = new ArrayList<>();
    String token = "";
    do {
      A page = list.apply(asking(request, token));
      pages.add(page);
      token = nextToken(page);
    } while (!token.isEmpty());
    return pages;
  }

  @SuppressWarnings("unchecked") // the builder of a message builds its type
  private static <Q extends Message> Q asking(Q request, String token) {
    Descriptor type = request.getDescriptorForType();
    FieldDescriptor size = type.findFieldByName("page_size");
    return (Q)
        request.toBuilder()
            .setField(size, request.getField(size).equals(0) ? SIZE : request.getField(size))
            .setField(type.findFieldByName("page_token"), token)
            .build();
  }

  private static String nextToken(Message page) {
    return (String) page.getField(page.getDescriptorForType().findFieldByName("next_page_token"));
  }
}
