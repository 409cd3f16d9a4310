/**
 * A study may lie in several folders: `places` has what opens it in each, `studies` what the table shows of the place
 * that is used; `file` is its first. `patient_key` is the name as it is compared between patients; `study_text` is searched, by rowid of
 * `studies`.
 */
export const m002Places = `
  create table places (
    study text not null,
    folder text not null,
    file text not null,
    source text not null,
    online integer not null default 1,
    last_seen text not null,
    primary key (study, folder)
  );
  create index places_by_folder on places (folder);
  insert into places (study, folder, file, source, online, last_seen)
    select id, json_extract(source, '$.folder'), ifnull(json_extract(source, '$.files[0]'), ''), source, online, last_seen from studies;
  alter table studies add column folder text not null default '';
  alter table studies add column shown text not null default '{}';
  alter table studies add column patient_key text;
  alter table studies add column birth_date text;
  update studies set folder = json_extract(source, '$.folder'),
    shown = json_remove(source, '$.files', '$.detail', '$.ed', '$.es');
  alter table studies drop column source;
  create index studies_by_patient on studies (patient_key);
  create virtual table study_text using fts5(text, tokenize = 'trigram');
`
