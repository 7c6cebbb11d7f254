// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.oriel.rest.internal.data.DataOperation;
import org.oriel.rest.internal.openapi.Contract;
import org.oriel.rest.internal.openapi.Described;
import org.oriel.rest.internal.wire.NoBody;
import org.oriel.rest.internal.wire.SingleMethod;

/**
 * All paths of the API: those that the resources declare by their annotations, and those of image
 * data. What is not here does not exist.
 */
final class Routes {
  /** A route and the segments of the path that found it. */
  record Match(Route route, List<String> segments) {
    /** The segment at which the template has its first variable. */
    String variable() {
      for (int i = 0; i < segments.size(); i++) {
        if (Route.isVariable(route.template().get(i))) {
          return segments.get(i);
        }
      }
      return "";
    }

    /** The raw segments at which the template has its variables, by their names. */
    Map<String, List<String>> variables() {
      Map<String, List<String>> variables = new HashMap<>();
      for (int i = 0; i < segments.size(); i++) {
        String name = route.template().get(i);
        if (Route.isVariable(name)) {
          variables.put(name.substring(1, name.length() - 1), List.of(segments.get(i)));
        }
      }
      return variables;
    }
  }

  private final List<Route> routes;

  private Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** The route of a raw path; empty if there is no such path. */
  Optional<Match> find(String path) {
    if (path.indexOf('%') >= 0 && path.toUpperCase(Locale.ROOT).contains("%2F")) {
      return Optional.empty();
    }
    List<String> segments = segments(path);
    if (segments.contains("")) {
      return Optional.empty();
    }
    for (Route route : routes) {
      if (route.matches(segments)) {
        return Optional.of(new Match(route, segments));
      }
    }
    return Optional.empty();
  }

  /** Every operation there is. */
  List<Described> described() {
    List<Described> all = new ArrayList<>();
    for (Route route : routes) {
      route
          .operations()
          .forEach(
              (method, operation) ->
                  operation
                      .contract()
                      .map(contract -> described(route, method, operation, contract))
                      .ifPresent(all::add));
    }
    return all;
  }

  private static Described described(
      Route route, String method, Route.Operation operation, Contract contract) {
    List<String> path = route.template();
    return new Described(
        operation
            .declaration()
            .map(Routes::id)
            .orElseGet(
                () ->
                    "imageData."
                        + method.toLowerCase(Locale.ROOT)
                        + "."
                        + path.get(path.size() - 1)),
        operation
            .declaration()
            .map(each -> each.getDeclaringClass().getPackageName())
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .orElse("data"),
        path,
        method,
        operation.noBody(),
        contract);
  }

  /** Such as {@code images.create}. */
  private static String id(Method declaration) {
    String resource = declaration.getDeclaringClass().getSimpleName().replaceFirst("Resource$", "");
    return resource.substring(0, 1).toLowerCase(Locale.ROOT)
        + resource.substring(1)
        + "."
        + declaration.getName();
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(Math.min(1, path.length())).split("/", -1));
  }

  /** Collects routes. */
  static final class Builder {
    private final Map<String, Map<String, Route.Operation>> paths = new HashMap<>();
    private final Set<String> singles = new HashSet<>();

    /** Adds what a resource class declares. */
    Builder resource(Class<?> resource) {
      Path root = resource.getAnnotation(Path.class);
      if (root == null) {
        throw new IllegalArgumentException(resource + " has no path");
      }
      if (resource.isAnnotationPresent(SingleMethod.class)) {
        singles.add(root.value());
      }
      for (Method method : resource.getMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            Path below = method.getAnnotation(Path.class);
            String path = below == null ? root.value() : root.value() + "/" + below.value();
            boolean noBody = method.isAnnotationPresent(NoBody.class);
            add(
                path,
                verb.value(),
                new Route.Operation(noBody, Optional.empty(), Optional.of(method)));
          }
        }
      }
      return this;
    }

    /** Adds a path of image data. */
    Builder data(String path, String method, boolean noBody, DataOperation operation) {
      return add(
          path, method, new Route.Operation(noBody, Optional.of(operation), Optional.empty()));
    }

    private Builder add(String path, String method, Route.Operation operation) {
      Route.Operation other =
          paths.computeIfAbsent(path, any -> new HashMap<>()).put(method, operation);
      if (other != null) {
        throw new IllegalArgumentException(method + " " + path + " is declared twice");
      }
      return this;
    }

    /** The table, paths with fewer variables first. */
    Routes build() {
      List<Route> routes = new ArrayList<>();
      paths.forEach(
          (path, operations) ->
              routes.add(new Route(segments(path), operations, singles.contains(path))));
      routes.sort(
          Comparator.comparingLong(
              route -> route.template().stream().filter(Route::isVariable).count()));
      return new Routes(routes);
    }
  }
}
