// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an operation promises besides its path and method. All of it is in the document of the API,
 * and tests fail when the operation does anything else. It stands at the method that JAX-RS calls,
 * or at the class that serves image data.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Contract {
  /** The schema of image data. */
  String DATA = "data";

  /** What the operation does. */
  String value();

  /** Statuses that say that it is done. */
  int[] status() default 200;

  /** The schema of what it answers; empty if an answer has no body. */
  String gives() default "";

  /** The request body or, if there is none of this name, the schema of one in JSON. */
  String takes() default "";

  /** Statuses of refusals that not every operation has. */
  int[] refuses() default {};

  /** Groups of parameters, and single parameters, besides those of the path. */
  String[] parameters() default {};

  /** Headers that say more about what is done. */
  String[] headers() default {};
}
