"""Made-up stories in four languages, for texts whose lines are broken at a width."""

from typing import Final

_GERMAN: Final = """
Der Gemeinderat von Altenhafen hat am Montagabend nach einer langen Sitzung beschlossen, die alte
Brücke über den Hafenkanal nicht abzureißen. Vierzig Bürger waren in den Saal der Zollverwaltung
gekommen.

„Die Brücke bleibt stehen, solange ich Verantwortung für diese Stadt und ihre Menschen trage“, sagte
Bürgermeisterin Karla Beispiel. Niemand im Saal widersprach ihr.

Bodo Muster von der Opposition nannte den Beschluss „eine teure Geste ohne Grundlage und Gegenwert“.
Die Sanierung koste nach Angaben der Verwaltung vier Millionen Euro.

„Wir haben dem Ministerium dreimal geschrieben und dreimal keine Antwort erhalten“, sagte Muster.
„Das Land lässt die Gemeinden mit ihren Brücken, Straßen und Schulen allein. Ein Haushalt ist kein
Wunschzettel.“

Im Herbst soll ein Gutachten der Technischen Hochschule Klarheit über den Zustand der Pfeiler
bringen. Bis dahin gilt auf der Brücke Tempo dreißig.

Beispiel zeigte sich zuversichtlich: „Am Ende wird die Vernunft siegen, und Altenhafen behält sein
Wahrzeichen.“
"""
_FRENCH: Final = """
Le conseil municipal de Port-Exemple a décidé lundi soir, après trois heures de débat, de garder le
vieux pont du canal. Quarante habitants étaient venus dans la salle de la Douane pour entendre la
maire.

« Le pont restera debout tant que je serai responsable de cette ville et de ses habitants », a
déclaré la maire Odile Modèle. Personne dans la salle ne l’a contredite.

Le chef de l’opposition, Bruno Essai, a parlé d’« un geste coûteux, sans base et sans contrepartie
». La rénovation coûterait quatre millions d’euros, selon les services de la ville.

« Nous avons écrit trois fois au ministère et trois fois nous n’avons reçu aucune réponse », a dit
Bruno Essai. « L’État laisse les communes seules avec leurs ponts, leurs routes et leurs écoles. »

Une étude de l’École polytechnique doit préciser cet automne l’état des piliers. Jusque-là, la
vitesse est limitée à trente kilomètres à l’heure sur le pont.
"""
_SPANISH: Final = """
El ayuntamiento de Puerto Ejemplo decidió el lunes por la noche, tras tres horas de debate,
conservar el viejo puente del canal. Cuarenta vecinos acudieron a la sala de la Aduana para escuchar
a la alcaldesa.

«El puente seguirá en pie mientras yo sea responsable de esta ciudad y de su gente», dijo la
alcaldesa Olga Muestra. Nadie en la sala la contradijo.

El jefe de la oposición, Bruno Prueba, habló de «un gesto caro, sin base y sin contrapartida
alguna». La reforma costaría cuatro millones de euros, según los servicios municipales.

«Hemos escrito tres veces al Ministerio y tres veces no hemos recibido respuesta», afirmó Prueba.
«El Estado deja solos a los municipios con sus puentes, sus carreteras y sus escuelas.»

Un estudio de la Escuela Politécnica aclarará en otoño el estado de los pilares. Hasta entonces, en
el puente rige un límite de treinta kilómetros por hora.
"""
_ENGLISH: Final = """
The council of Old Harbour decided on Monday night, after three hours of debate, to keep the bridge
over the canal. Forty people had come to the Customs House to hear the mayor speak.

“The bridge stays where it is as long as I answer for this town and its people,” said Mayor Ada
Example. Nobody in the hall contradicted her.

The leader of the opposition, Bo Sample, called it “a costly gesture without any ground or gain”.
The repairs will cost four million, the town’s own engineers say.

“We wrote to the ministry three times and three times we got no answer,” said Sample. “London leaves
the towns alone with their bridges, roads and schools. A budget is no wish list.”

A report of the Technical College is to say in autumn how the pillars are. Until then nobody may
drive faster than twenty miles an hour on the bridge.
"""
STORIES: Final = {
    language: tuple(" ".join(paragraph.split()) for paragraph in story.split("\n\n"))
    for language, story in (
        ("German", _GERMAN),
        ("French", _FRENCH),
        ("Spanish", _SPANISH),
        ("English", _ENGLISH),
    )
}
"""Paragraphs, each on one line."""
