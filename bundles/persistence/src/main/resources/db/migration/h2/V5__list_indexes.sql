-- SPDX-License-Identifier: Apache-2.0
-- What lists walk: the living images in each order that ends with the time of creation and the id, all of them and those of
-- one owner or visibility; and how they find images by member, tag and property.

CREATE INDEX oriel_images_created ON images (deleted, created_at, id);
CREATE INDEX oriel_images_updated ON images (deleted, updated_at, created_at, id);
CREATE INDEX oriel_images_name ON images (deleted, name, created_at, id);
CREATE INDEX oriel_images_size ON images (deleted, size, created_at, id);
CREATE INDEX oriel_images_status ON images (deleted, status, created_at, id);
CREATE INDEX oriel_images_owner ON images (deleted, owner, created_at, id);
CREATE INDEX oriel_images_visibility ON images (deleted, visibility, created_at, id);
CREATE INDEX oriel_members_member ON image_members (member, image_id);
CREATE INDEX oriel_tags_value ON image_tags (value, image_id);
CREATE INDEX oriel_properties_value ON image_properties (name, value, image_id);
