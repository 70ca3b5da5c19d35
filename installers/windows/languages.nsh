; The first language is used where Windows speaks none of these
!macro SAID LANGUAGE IS_RUNNING NOT_INSTALLED DATA_STAYS BACKUP_FILE CARD_FILE UPDATE_FILE
  !insertmacro MUI_LANGUAGE "${LANGUAGE}"
  LangString IS_RUNNING ${LANG_${LANGUAGE}} "${IS_RUNNING}"
  LangString NOT_INSTALLED ${LANG_${LANGUAGE}} "${NOT_INSTALLED}"
  LangString DATA_STAYS ${LANG_${LANGUAGE}} "${DATA_STAYS}"
  LangString BACKUP_FILE ${LANG_${LANGUAGE}} "${BACKUP_FILE}"
  LangString CARD_FILE ${LANG_${LANGUAGE}} "${CARD_FILE}"
  LangString UPDATE_FILE ${LANG_${LANGUAGE}} "${UPDATE_FILE}"
!macroend
!define PLACE "$LOCALAPPDATA\rilo-desktop"

!insertmacro SAID "English" \
  "${APP} is running. Close it, then choose Retry. Nothing was changed." \
  "${APP} could not be installed: the disk is full, or a file is in use. The version that was there still works." \
  "The program is taken away. The records of the office stay where they are, usually in ${PLACE}." \
  "Backup of a RILO office" "Identity card of a RILO office" "New version of RILO Desktop"
!insertmacro SAID "French" \
  "${APP} est en cours d’exécution. Fermez-le, puis choisissez Réessayer. Rien n’a été modifié." \
  "${APP} n’a pas pu être installé : le disque est plein ou un fichier est utilisé. La version présente fonctionne toujours." \
  "Le programme est retiré. Les fiches du bureau restent où elles sont, le plus souvent dans ${PLACE}." \
  "Sauvegarde d’un bureau RILO" "Carte d’identité d’un bureau RILO" "Nouvelle version de RILO Desktop"
!insertmacro SAID "Spanish" \
  "${APP} está abierto. Ciérrelo y elija Reintentar. No se ha cambiado nada." \
  "No se ha podido instalar ${APP}: el disco está lleno o un archivo está en uso. La versión anterior sigue funcionando." \
  "El programa se quita. Los registros de la oficina se quedan donde están, normalmente en ${PLACE}." \
  "Copia de seguridad de una oficina RILO" "Tarjeta de identidad de una oficina RILO" "Nueva versión de RILO Desktop"
!insertmacro SAID "Portuguese" \
  "O ${APP} está aberto. Feche-o e escolha Repetir. Nada foi alterado." \
  "Não foi possível instalar o ${APP}: o disco está cheio ou um ficheiro está em uso. A versão anterior continua a funcionar." \
  "O programa é removido. Os registos do escritório ficam onde estão, normalmente em ${PLACE}." \
  "Cópia de segurança de um escritório RILO" "Cartão de identidade de um escritório RILO" "Nova versão do RILO Desktop"
!insertmacro SAID "Russian" \
  "Программа ${APP} запущена. Закройте её и нажмите «Повтор». Ничего не изменено." \
  "Не удалось установить ${APP}: диск заполнен или файл занят. Прежняя версия продолжает работать." \
  "Программа удаляется. Записи бюро остаются на месте, обычно в ${PLACE}." \
  "Резервная копия бюро RILO" "Удостоверение бюро RILO" "Новая версия RILO Desktop"
!insertmacro SAID "Arabic" \
  "البرنامج ${APP} قيد التشغيل. أغلقه ثم اختر إعادة المحاولة. لم يتغير شيء." \
  "تعذر تثبيت ${APP}: القرص ممتلئ أو أحد الملفات قيد الاستخدام. الإصدار السابق ما زال يعمل." \
  "يُزال البرنامج. تبقى سجلات المكتب في مكانها، عادة في ${PLACE}." \
  "نسخة احتياطية لمكتب RILO" "بطاقة هوية مكتب RILO" "إصدار جديد من RILO Desktop"
